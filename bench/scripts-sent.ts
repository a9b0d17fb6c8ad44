import { gzipSync } from 'node:zlib'
import { ORIGIN } from './academy'
import { courseSlugs } from './people'
import { kilobytes, type Row } from './report'

const MOST_MORE_BYTES = 40_000

/**
 * The scripts a browser loads with each public page, against a page of the same root layout that holds nothing. What the root
 * layout itself brings is therefore on both sides.
 */
export async function weighScripts(): Promise<Row[]> {
  const empty = await scriptBytes('/bench/static')
  const [course = ''] = await courseSlugs(1)
  const pages = ['/', '/courses', `/courses/${course}`, '/login', '/register', '/instructors']
  const rows: Row[] = []
  for (const path of pages) {
    const more = (await scriptBytes(path)) - empty
    rows.push({
      what: `scripts of ${path.replace(course, '…')}`,
      measured: `${kilobytes(more + empty)}, ${kilobytes(more)} more than an empty page of the same layout`,
      figure: `≤ + ${kilobytes(MOST_MORE_BYTES)}`,
      holds: more <= MOST_MORE_BYTES,
    })
  }
  return rows
}

async function scriptBytes(path: string): Promise<number> {
  const html = await (await fetch(ORIGIN + path)).text()
  const tags = [...html.matchAll(/<script\b[^>]*\bsrc="([^"]+)"[^>]*>/g)]
  // `nomodule` is for browsers that no longer exist; every other one leaves it where it is.
  const sources = new Set(tags.filter(([tag]) => !/\bnomodule\b/i.test(tag)).map(([, source = '']) => source))
  let sum = 0
  for (const source of sources) {
    const script = await (await fetch(new URL(source, ORIGIN))).bytes()
    sum += gzipSync(script, { level: 6 }).length
  }
  return sum
}
