import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where a folder's server listens, and the password it takes: only the folder's owner may read it. */
export interface Address {
  pid: number
  port: number
  password: string
  /** The run that wrote this; another server that took over the port has another. */
  electionId: string
}

const NAME = 'address.json'

/** The address last written to `folder`, by a server that may be long gone; undefined when there is none. */
export async function readAddress(folder: string): Promise<Address | undefined> {
  try {
    return parse(JSON.parse(await readFile(join(folder, NAME), 'utf8')))
  } catch {
    // Missing, or damaged by hand: both mean that there is no address to be had from it.
    return undefined
  }
}

function parse(value: unknown): Address | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { pid, port, password, electionId } = value as Record<string, unknown>
  if (
    typeof pid !== 'number' ||
    typeof port !== 'number' ||
    typeof password !== 'string' ||
    typeof electionId !== 'string'
  )
    return undefined
  return { pid, port, password, electionId }
}

/** Puts the address in place at once, so that a reader sees the old file or the new one and never half of it. */
export async function writeAddress(folder: string, address: Address): Promise<void> {
  const aside = join(folder, `${NAME}.${address.pid}`)
  await writeFile(aside, JSON.stringify(address), { mode: 0o600 })
  await rename(aside, join(folder, NAME))
}

/** Removes the address unless another run has written its own since. */
export async function removeAddress(folder: string, electionId: string): Promise<void> {
  const current = await readAddress(folder)
  if (current?.electionId === electionId) await rm(join(folder, NAME), { force: true })
}
