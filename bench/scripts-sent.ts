import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { COPY, ORIGIN, run, settingsOf } from './academy'
import { courseSlugs } from './people'
import { kilobytes, type Row } from './report'

const MOST_MORE_BYTES = 40_000
/** An application of its own, built by the same Next: nothing of ours is in it. */
const EMPTY = 'bench/empty'

/** The scripts a browser loads with each public page, against those of an empty page of Next. */
export async function weighScripts(): Promise<Row[]> {
  const empty = await bytesOfEmptyPage()
  const [course = ''] = await courseSlugs(1)
  const pages = ['/', '/courses', `/courses/${course}`, '/login', '/register', '/instructors']
  const rows: Row[] = []
  for (const address of pages) {
    const html = await (await fetch(ORIGIN + address)).text()
    const bytes = await bytesOf(html, async (source) => (await fetch(new URL(source, ORIGIN))).bytes())
    rows.push({
      what: `scripts of ${address.replace(course, '…')}`,
      measured: `${kilobytes(bytes)}, ${kilobytes(bytes - empty)} more than an empty page of Next (${kilobytes(empty)})`,
      figure: `≤ + ${kilobytes(MOST_MORE_BYTES)}`,
      holds: bytes - empty <= MOST_MORE_BYTES,
    })
  }
  return rows
}

async function bytesOfEmptyPage(): Promise<number> {
  run(['node_modules/next/dist/bin/next', 'build', EMPTY], settingsOf())
  const built = path.join(COPY, EMPTY, '.next')
  const html = await readFile(path.join(built, 'server', 'app', 'index.html'), 'utf8')
  return bytesOf(html, (source) => readFile(path.join(built, source.replace(/^\/_next\//, ''))))
}

/** Of all scripts a page names, compressed as they are sent. */
async function bytesOf(html: string, read: (source: string) => Promise<Uint8Array>): Promise<number> {
  const tags = [...html.matchAll(/<script\b[^>]*\bsrc="([^"]+)"[^>]*>/g)]
  // `nomodule` is for browsers that no longer exist; every other one leaves it where it is.
  const sources = new Set(tags.filter(([tag]) => !/\bnomodule\b/i.test(tag)).map(([, source = '']) => source))
  let sum = 0
  for (const source of sources) sum += gzipSync(await read(source), { level: 6 }).length
  return sum
}
