import { gunzipSync } from 'node:zlib'
import { ORIGIN, PORT } from './academy'
import { load } from './load'
import { demoLearner } from './people'
import { middle, rounded, type Row } from './report'

const CONNECTIONS = 8
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 3)
const ROUNDS = 5
const LEAST_RATIO = 0.7
/** Every so many answers one is unpacked and read. */
const LOOK_EVERY = 20

/** Pages that are rendered for one person, each against a bare page of as many elements that reads the viewer too. */
export async function measurePerRequestPages(): Promise<Row[]> {
  const { cookie, slug, lessonId } = await demoLearner()
  const pages = [
    { what: 'catalogue with a query', path: '/courses?q=how' },
    { what: 'dashboard', path: '/dashboard' },
    { what: 'lesson page', path: `/learn/${slug}/${lessonId}` },
  ]
  const rows: Row[] = []
  for (const page of pages) rows.push(await against(page, { cookie }))
  return rows
}

async function against(page: { what: string; path: string }, headers: { cookie: string }): Promise<Row> {
  const html = await (await fetch(ORIGIN + page.path, { headers })).text()
  const elements = html.match(/<[a-z]/g)?.length ?? 0
  const title = /<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[0]
  if (title === undefined) throw new Error(`${page.path} has no heading.`)
  let answers = 0
  const check = (path: string, body: Buffer) => {
    answers += 1
    if (answers % LOOK_EVERY === 0 && path === page.path && !gunzipSync(body).includes(title))
      throw new Error(`${path} came without its heading.`)
  }
  const common = { port: PORT, connections: CONNECTIONS, extent: { seconds: SECONDS }, headers, check }
  const ratios: number[] = []
  const speeds: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const bare = await load({ ...common, paths: [`/bench/request/${elements}`] })
    const own = await load({ ...common, paths: [page.path] })
    ratios.push(own.perSecond / bare.perSecond)
    speeds.push(own.perSecond)
  }
  const ratio = middle(ratios)
  return {
    what: `${page.what}, against a bare page of ${elements} elements`,
    measured: `${rounded(ratio)} × (${Math.round(middle(speeds))} requests a second)`,
    figure: `≥ ${LEAST_RATIO} ×`,
    holds: ratio >= LEAST_RATIO,
  }
}
