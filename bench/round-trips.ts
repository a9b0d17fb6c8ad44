import { ORIGIN } from './academy'
import { courseSlugs, demoLearner } from './people'
import type { Row } from './report'
import type { Wire } from './wire'

/** The viewer's own look-up, which every page of a member makes once. */
const VIEWER = 1

/** What each page asks of the database, counted on the wire beside the viewer's own look-up. */
export async function countRoundTrips(wire: Wire): Promise<Row[]> {
  const { cookie, slug, lessonId } = await demoLearner()
  const [course = ''] = await courseSlugs(1)
  type Page = { what: string; path: string; most: number; asks: Record<string, string> }
  const pages: Page[] = [
    { what: 'catalogue', path: '/courses?q=how', most: 2, asks: {} },
    { what: 'course page', path: `/courses/${course}`, most: 3, asks: {} },
    { what: 'lesson page', path: `/learn/${slug}/${lessonId}`, most: 4, asks: { cookie } },
    { what: 'dashboard', path: '/dashboard', most: 5, asks: { cookie } },
  ]
  const rows: Row[] = []
  for (const { what, path, most, asks } of pages) {
    wire.taken()
    const answer = await fetch(ORIGIN + path, { headers: asks })
    await answer.text()
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
    const commands = wire.taken()
    const count = commands.length - ('cookie' in asks ? VIEWER : 0)
    rows.push({
      what: `round trips of the ${what}`,
      measured: `${count} (${commands.join(', ')})`,
      figure: `≤ ${most}`,
      holds: count <= most,
    })
  }
  return rows
}
