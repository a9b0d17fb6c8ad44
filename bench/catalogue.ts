import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { CATALOGUE_SORTS, type CatalogueSort } from '@/lib/courses/constants'
import { seed } from './academy'
import { KINDS, PAGES, type Answer, type Asked, type Kind, type Question } from './catalogue-questions'
import { databaseAddress } from './database'
import { middle, resultOf, rounded, type Result, type Row } from './report'

const MOST_EXAMINED = 1_200
const MOST_SLOWER = 1.5
const WARM_UP = 5
const ROUNDS = 21
/** How many people there are changes nothing of the catalogue. */
const PEOPLE = 2_000

type Reader = { size: number; ask: (asked: Asked) => Promise<Answer>; stop: () => void }
type Spent = { milliseconds: number; worked: number }
/** One question: its answers and the middle one of what it took, at each size. */
type Taken = { kind: Kind; order: CatalogueSort | null; answers: Answer[]; spent: Spent[] }

/** Every kind of question in every order, at the two sizes in turns: how long, and how many documents are looked at. */
export async function measureCatalogue(sizes: readonly number[]): Promise<Result> {
  const rows: Row[] = []
  const readers: Reader[] = []
  for (const size of sizes) {
    const folder = size === sizes[0] ? 'data' : `data-${size}`
    const seconds = seed(folder, { courses: size, people: PEOPLE })
    rows.push({
      what: `filling a catalogue of ${size} courses, or seeing that it is full`,
      measured: `${rounded(seconds, 0)} s`,
      figure: '',
      holds: null,
    })
    readers.push(await startReader(size, await databaseAddress(folder)))
  }
  const all: Taken[] = []
  for (const kind of [...KINDS, ...PAGES])
    for (const order of ordersOf(kind)) all.push(await take(readers, kind, order))
  for (const { stop } of readers) stop()
  rows.push(...readers.map(({ size }, index) => examinedRow(size, all, index)))
  if (readers.length < 2) return resultOf('Catalogue', rows)
  return resultOf('Catalogue', [...rows, ...slowerRows(sizes, all)], [ordersTable(sizes, all)])
}

/** A page of seven courses is not the same work as one of two dozen. */
function slowerRows(sizes: readonly number[], all: readonly Taken[]): Row[] {
  const alike = { what: 'whose page is as long at both' }
  const unlike = { what: 'whose page is shorter at the smaller', most: null }
  const [same, other] = [true, false].map((isAlike) => all.filter((taken) => isSameWork(taken) === isAlike))
  return [
    slowerRow(sizes, same ?? [], { ...alike, spent: 'worked', most: MOST_SLOWER }),
    slowerRow(sizes, same ?? [], { ...alike, spent: 'milliseconds', most: MOST_SLOWER }),
    slowerRow(sizes, other ?? [], { ...unlike, spent: 'worked' }),
    slowerRow(sizes, other ?? [], { ...unlike, spent: 'milliseconds' }),
  ]
}

function ordersOf({ question }: Kind): (CatalogueSort | null)[] {
  if (question.of !== 'catalogue') return [null]
  return CATALOGUE_SORTS.filter((order) => order !== 'best' || question.query.q !== undefined)
}

async function take(readers: readonly Reader[], kind: Kind, order: CatalogueSort | null): Promise<Taken> {
  const query = order === null ? kind.question.query : { ...kind.question.query, sort: order }
  const question: Question = { ...kind.question, query }
  const answers: Answer[] = []
  for (const { ask } of readers) answers.push(await ask({ question, isExplained: true }))
  const rounds = readers.map((): Answer[] => [])
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const [index, { ask }] of readers.entries()) {
      const answer = await ask({ question, isExplained: false })
      if (round >= WARM_UP) rounds[index]?.push(answer)
    }
  }
  const spent = rounds.map((answered) => ({
    milliseconds: middle(answered.map(({ milliseconds }) => milliseconds)),
    worked: middle(answered.map(({ worked }) => worked)),
  }))
  return { kind, order, answers, spent }
}

/** How many times as much is spent at the larger size. */
function ratioOf({ spent: [small, large] }: Taken, what: keyof Spent): number {
  return (large?.[what] ?? 0) / (small?.[what] ?? 1)
}

async function startReader(size: number, uri: string): Promise<Reader> {
  const child = fork(path.join(import.meta.dirname, 'catalogue-reader.ts'), [uri])
  const ended = once(child, 'exit').then(() =>
    Promise.reject(new Error('A reader of the catalogue has ended.')),
  )
  let take = (_answer: unknown): void => undefined
  child.on('message', (answer) => take(answer))
  const answered = () => Promise.race([ended, new Promise<unknown>((resolve) => (take = resolve))])
  await answered()
  const ask = async (asked: Asked) => {
    const answer = answered()
    child.send(asked)
    return (await answer) as Answer
  }
  const stop = () => {
    ended.catch(() => undefined)
    child.disconnect()
  }
  return { size, ask, stop }
}

function examinedRow(size: number, all: readonly Taken[], index: number): Row {
  const examined = all.map(({ answers }) => answers[index]?.examined ?? 0)
  const most = Math.max(...examined)
  const trips = Math.max(
    ...all.flatMap(({ kind, answers }) =>
      kind.question.of === 'catalogue' ? (answers[index]?.roundTrips ?? 0) : [],
    ),
  )
  return {
    what: `documents the catalogue looks at for a question, of ${size} courses`,
    measured: `at most ${most} (${named(all[examined.indexOf(most)])}), in at most ${trips} round trips`,
    figure: `≤ ${MOST_EXAMINED} in 2`,
    holds: most <= MOST_EXAMINED && trips <= 2,
  }
}

function isSameWork({ answers: [small, large] }: Taken): boolean {
  return small?.cards === large?.cards
}

function slowerRow(
  [small, large]: readonly number[],
  all: readonly Taken[],
  { what, spent, most }: { what: string; spent: keyof Spent; most: number | null },
): Row {
  const ratios = all.map((taken) => ratioOf(taken, spent))
  const greatest = Math.max(...ratios)
  return {
    what: `${spent === 'worked' ? 'work' : 'time'} for ${all.length} questions ${what}, at ${large} courses against ${small}`,
    measured: `${rounded(middle(ratios))} × in the middle, at most ${rounded(greatest)} × (${named(all[ratios.indexOf(greatest)])})`,
    figure: most === null ? '' : `≤ ${most} × each`,
    holds: most === null ? null : greatest <= most,
  }
}

function named(taken: Taken | undefined): string {
  return [taken?.kind.what, taken?.order].filter(Boolean).join(', by ')
}

/** A line for each kind of question, a column for each order. */
function ordersTable([small, large]: readonly number[], all: readonly Taken[]): string {
  const lines = [...Map.groupBy(all, ({ kind }) => kind)].map(([{ what }, taken]) => {
    const cells = CATALOGUE_SORTS.map((order) => cellOf(taken.find((one) => one.order === order)))
    if (taken[0]?.order === null) cells[0] = cellOf(taken[0])
    return `| ${[what, foundOf(taken), ...cells, spentOn(taken, 'worked'), spentOn(taken, 'milliseconds')].join(' | ')} |`
  })
  return [
    `What is asked of the catalogue at ${large} courses against ${small}, in each order: how many times as much work it is for the processors of application and database, how many times as long it takes (the middle ones of ${ROUNDS} in turns, while others use the machine too), and how many documents are examined for it at the larger size. The last columns are the work and the time in milliseconds in the middle one of these orders, at both.`,
    '',
    `| asked | found | ${CATALOGUE_SORTS.join(' | ')} | work, ms | time, ms |`,
    `| --- | --- | ${CATALOGUE_SORTS.map(() => '---').join(' | ')} | --- | --- |`,
    ...lines,
  ].join('\n')
}

function spentOn(taken: readonly Taken[], what: keyof Spent): string {
  return [0, 1]
    .map((index) => rounded(middle(taken.map(({ spent }) => spent[index]?.[what] ?? 0)), 1))
    .join(' → ')
}

function foundOf([taken]: readonly Taken[]): string {
  if (taken === undefined || taken.order === null) return ''
  return taken.answers.map(({ found }) => (found >= 1_000 ? '1,000+' : found)).join(' → ')
}

function cellOf(taken: Taken | undefined): string {
  if (taken === undefined) return ''
  const [worked, milliseconds] = [ratioOf(taken, 'worked'), ratioOf(taken, 'milliseconds')]
  return `${rounded(worked)} × · ${rounded(milliseconds)} × · ${taken.answers.at(-1)?.examined}`
}
