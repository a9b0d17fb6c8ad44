import path from 'node:path'
import { slugOf } from '@/lib/utils/slug'

const NAME_LENGTH = 60

/** Names of files and folders that are the same on every system: letters and digits of any script, joined by hyphens. */
export function nameOf(title: string, fallback: string): string {
  const letters =
    title
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  const name = slugOf(title, NAME_LENGTH) || letters.join('-').slice(0, NAME_LENGTH).replace(/-+$/, '')
  return name === '' ? fallback : name
}

/** `07-` of 12, `007-` of 100: so that the names stand in order wherever they are listed. */
export function numbered(index: number, count: number, name: string): string {
  const width = Math.max(2, String(count).length)
  return `${String(index + 1).padStart(width, '0')}-${name}`
}

/** Gives each file of the export a path that nothing else has, on systems without upper case too. */
export class TakenPaths {
  readonly #taken = new Set<string>()

  claim(wanted: string): string {
    const { dir, name, ext } = path.posix.parse(wanted)
    let found = wanted
    for (let number = 2; this.#taken.has(found.toLowerCase()); number += 1)
      found = path.posix.join(dir, `${name}-${number}${ext}`)
    this.#taken.add(found.toLowerCase())
    return found
  }
}

/** How a file names another one of the folder. */
export function addressFrom(file: string, target: string): string {
  const address = path.posix.relative(path.posix.dirname(file), target)
  return address.startsWith('.') ? address : `./${address}`
}
