import { gunzipSync } from 'node:zlib'
import { ORIGIN, PORT } from './academy'
import { load, type Measured } from './load'
import { cookiesOf, courseSlugs } from './people'
import { middle, rounded, type Row } from './report'

const CONNECTIONS = 32
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 3)
const ROUNDS = 8
const ENROLMENTS_A_SECOND = 10
const LEAST_RATIO = 0.8
const LEAST_RATIO_WITH_ENROLMENTS = 0.7
const MOST_P99 = 2
const STATIC = '/bench/static'

type Page = { path: string; bytes: Buffer; html: string }
type Round = { bare: Measured; kept: Measured }

/**
 * A thousand kept pages (home, catalogue, categories, courses) against a bare static page: same server, same headers, in
 * turns, every body compared. Then the same while people enrol through the pages' own forms.
 */
export async function measureKeptPages(): Promise<Row[]> {
  const pages = await renderAll()
  const quiet = await inTurns(pages, true)
  const people = await cookiesOf(200)
  const stop = enrolThrough(pages, people)
  // Pages of courses that somebody joins meanwhile may say so; what is compared is that each is whole.
  const busy = await inTurns(pages, false)
  const { done, failed } = await stop()
  if (failed > 0) throw new Error(`${failed} enrolments of ${done + failed} failed`)
  return [
    ratioRow(`${pages.length} kept pages against a bare static page`, quiet, LEAST_RATIO),
    p99Row(quiet),
    ratioRow(
      `the same while people enrol (${done} enrolments, ${ENROLMENTS_A_SECOND} a second)`,
      busy,
      LEAST_RATIO_WITH_ENROLMENTS,
    ),
  ]
}

/** Asks for every page until it is kept, and notes its body. */
async function renderAll(): Promise<Page[]> {
  const slugs = await courseSlugs(990)
  const home = await (await fetch(ORIGIN)).text()
  const shelves = [
    ...new Set([...home.matchAll(/href="(\/courses\/category\/[\w-]+)"/g)].map(([, path = '']) => path)),
  ]
  const paths = ['/', '/courses', ...shelves, ...slugs.map((slug) => `/courses/${slug}`)].slice(0, 1000)
  return bodiesOf(paths)
}

/** As they come once they are kept. */
async function bodiesOf(paths: readonly string[]): Promise<Page[]> {
  const bodies = new Map<string, Buffer>()
  const once = { port: PORT, paths, connections: 8, extent: { amount: paths.length } }
  await load(once)
  await load({ ...once, check: (path, body) => bodies.set(path, Buffer.from(body)) })
  return [...bodies].map(([path, bytes]) => ({ path, bytes, html: gunzipSync(bytes).toString() }))
}

async function inTurns(pages: readonly Page[], isEqual: boolean): Promise<Round[]> {
  const empty = await bodiesOf([STATIC])
  const known = new Map([...empty, ...pages].map(({ path, bytes }) => [path, bytes]))
  const paths = pages.map(({ path }) => path)
  const check = (path: string, body: Buffer) => {
    const before = known.get(path)
    if (isEqual ? !before?.equals(body) : body.length < (before?.length ?? 0) / 2)
      throw new Error(`${path} came with another body than before.`)
  }
  const common = { port: PORT, connections: CONNECTIONS, extent: { seconds: SECONDS }, check }
  const rounds: Round[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const bare = await load({ ...common, paths: [STATIC] })
    rounds.push({ bare, kept: await load({ ...common, paths }) })
  }
  return rounds
}

/** Posts the enrol forms of course pages, as a browser without scripts does, until it is stopped. */
function enrolThrough(pages: readonly Page[], cookies: readonly string[]) {
  const forms = pages.flatMap(({ path, html }) => {
    const form = enrolFormOf(html)
    return form === null ? [] : [{ path, form }]
  })
  let number = 0
  let done = 0
  let failed = 0
  const waiting = new Set<Promise<void>>()
  const enrolOne = async () => {
    const { path = '', form } = forms[number % forms.length] ?? {}
    const cookie = cookies[Math.floor(number / forms.length + number) % cookies.length] ?? ''
    number += 1
    const body = new FormData()
    for (const [name, value] of form ?? []) body.append(name, value)
    const answer = await fetch(ORIGIN + path, {
      method: 'POST',
      body,
      headers: { cookie, origin: ORIGIN },
      redirect: 'manual',
    })
    if (answer.status === 303) done += 1
    else failed += 1
  }
  const timer = setInterval(() => {
    const one = enrolOne().finally(() => waiting.delete(one))
    waiting.add(one)
  }, 1000 / ENROLMENTS_A_SECOND)
  return async () => {
    clearInterval(timer)
    await Promise.all(waiting)
    return { done, failed }
  }
}

/** The hidden fields of the form that enrols; null where the page offers none. */
function enrolFormOf(html: string): [string, string][] | null {
  const form = [...html.matchAll(/<form\b[^>]*>.*?<\/form>/gs)].find(([text]) =>
    text.includes('name="courseId"'),
  )?.[0]
  if (form === undefined) return null
  return [...form.matchAll(/<input\b[^>]*>/g)].map(([input]) => [
    attribute(input, 'name'),
    attribute(input, 'value'),
  ])
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
  return value
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

function ratioRow(what: string, rounds: readonly Round[], least: number): Row {
  // In pairs: what disturbs the machine disturbs both of a round.
  const ratio = middle(rounds.map(({ bare, kept }) => kept.perSecond / bare.perSecond))
  const of = (kind: keyof Round) => Math.round(middle(rounds.map((round) => round[kind].perSecond)))
  return {
    what,
    measured: `${rounded(ratio)} × (${of('kept')} against ${of('bare')} requests a second)`,
    figure: `≥ ${least} ×`,
    holds: ratio >= least,
  }
}

function p99Row(rounds: readonly Round[]): Row {
  const of = (kind: keyof Round) => middle(rounds.map((round) => round[kind].p99))
  const ratio = of('kept') / of('bare')
  return {
    what: 'their p99 against the static page’s',
    measured: `${rounded(ratio)} × (${rounded(of('kept'), 1)} against ${rounded(of('bare'), 1)} ms)`,
    figure: `≤ ${MOST_P99} ×`,
    holds: ratio <= MOST_P99,
  }
}
