import type { Model, Types } from 'mongoose'

export type Step = {
  /** What is written, as its progress names it. */
  kind: string
  count: number
  perStep: number
  rowsOf: (number: number) => { _id: Types.ObjectId }[]
  say: (line: string) => void
}
type Rows = Pick<typeof Model, 'insertMany' | 'exists' | 'distinct'>

/** Writes rows in steps; a step whose last row is there was written before, and all steps before it. */
export async function steps(model: unknown, { kind, count, perStep, rowsOf, say }: Step): Promise<void> {
  const rows = model as Rows
  const bar = progressBar(kind, count, say)
  if (await isWritten(rows, { start: 0, end: count, rowsOf })) return bar(count)
  for (let start = 0; start < count; start += perStep) {
    const end = Math.min(count, start + perStep)
    if (!(await isWritten(rows, { start, end, rowsOf }))) {
      const some = Array.from({ length: end - start }, (_, index) => rowsOf(start + index))
      await insertMissing(rows, some.flat())
    }
    bar(end)
  }
}

/** Looks for the last row alone; where there is none at all, nothing is to be written. */
async function isWritten(
  rows: Rows,
  { start, end, rowsOf }: Pick<Step, 'rowsOf'> & { start: number; end: number },
): Promise<boolean> {
  for (let number = end - 1; number >= start; number--) {
    const last = rowsOf(number).at(-1)
    if (last !== undefined) return (await rows.exists({ _id: last._id })) !== null
  }
  return true
}

/** What a broken-off step wrote is there already. */
async function insertMissing(rows: Rows, some: { _id: Types.ObjectId }[]): Promise<void> {
  const ids = some.map(({ _id }) => _id)
  const written = new Set((await rows.distinct('_id', { _id: { $in: ids } })).map(String))
  const missing = some.filter(({ _id }) => !written.has(String(_id)))
  await rows.insertMany(missing as never[], { ordered: false })
}

const BAR = 30

/** One line that grows on a terminal; in a log a line for each tenth. */
export function progressBar(
  what: string,
  count: number,
  say: (line: string) => void,
): (done: number) => void {
  let shown = -1
  return (done) => {
    const tenth = Math.floor((10 * done) / Math.max(1, count))
    const filledPart = Math.floor((BAR * done) / Math.max(1, count))
    const line = `${what.padEnd(12)}${'█'.repeat(filledPart)}${'░'.repeat(BAR - filledPart)} ${done}/${count}`
    if (process.stdout.isTTY) process.stdout.write(`\r${line}${done >= count ? '\n' : ''}`)
    else if (tenth !== shown) say(line)
    shown = tenth
  }
}
