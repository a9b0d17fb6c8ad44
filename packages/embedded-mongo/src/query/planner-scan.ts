import type { Pause } from '../aggregate/pause.ts'
import { PAUSE } from '../aggregate/pause.ts'
import { fault } from '../errors.ts'
import { compareBytes, justAfter } from '../storage/bytes.ts'
import { firstRid, lastRid } from '../storage/collection.ts'
import type { Collection } from '../storage/collection.ts'
import type { EntryRecordRow, Reader, RecordRow } from '../storage/store.ts'
import type { ByteRange, IndexPlan, RangeGroup } from './planner-index.ts'
import type { Plan } from './planner.ts'

/** Given between batches of a scan: here the reader may let others go first. */
export { PAUSE }
export type { Pause }

/** What a query touched, for explain. */
export type ScanCounts = { keysExamined: number; docsExamined: number }

const FIRST_BATCH = 24
const LARGEST_BATCH = 512
/** Rows are read ahead in batches; large documents must not fill the memory, nor take long, that way. */
const BATCH_BYTES = 1024 * 1024
/** So many rows or bytes are given out between two pauses: what is done with them takes time too. */
const PAUSE_ROWS = 64
const PAUSE_BYTES = 256 * 1024

/** The records a plan finds, unfiltered, each once; PAUSE between batches. `wanted` is how many are likely needed. */
export function* scanPlan(
  collection: Collection,
  reader: Reader,
  plan: Plan,
  wanted: number,
  counts: ScanCounts,
): Generator<RecordRow | Pause> {
  if (plan.kind === 'nothing') return
  if (plan.kind === 'scan') yield* scanRecords(collection, reader, plan.isReverse, wanted, counts)
  else if (plan.kind === 'index')
    yield* scanIndex(
      { collection, reader, counts, seen: mayRepeat(plan) ? new Set() : undefined },
      plan,
      wanted,
    )
  else {
    const scan = { collection, reader, counts, seen: new Set<number>() }
    for (const branch of plan.branches) yield* scanIndex(scan, branch, wanted)
  }
}

/** A document has several entries in an index over arrays. */
function mayRepeat(plan: IndexPlan): boolean {
  return plan.index.multikey.includes(true)
}

function* scanRecords(
  collection: Collection,
  reader: Reader,
  isReverse: boolean,
  wanted: number,
  counts: ScanCounts,
): Generator<RecordRow | Pause> {
  let low = firstRid(collection)
  let high = lastRid(collection)
  const size = new BatchSize(wanted)
  for (;;) {
    const limit = size.next()
    const rows = reader.records(low, high, isReverse, limit)
    for (const row of rows) {
      counts.docsExamined += 1
      yield row
      if (!size.isPauseDue(row.bytes.length)) continue
      yield PAUSE
      if (collection.isDropped) throw planKilled('collection')
    }
    const last = rows.at(-1)
    if (rows.length < limit || last === undefined) return
    if (isReverse) high = last.rid - 1
    else low = last.rid + 1
    size.learn(rows)
  }
}

/** What all ranges of one scan share; `seen` when a record can come up more than once. */
type IndexScan = { collection: Collection; reader: Reader; counts: ScanCounts; seen: Set<number> | undefined }

function* scanIndex(scan: IndexScan, plan: IndexPlan, wanted: number): Generator<RecordRow | Pause> {
  if (plan.merge !== undefined) return yield* mergeRanges(scan, plan, plan.merge, wanted)
  const ranges = plan.isReverse ? plan.ranges.toReversed() : plan.ranges
  const size = new BatchSize(wanted)
  for (const range of ranges) yield* scanRange(scan, plan, range, size)
}

type Head = { row: EntryRecordRow; rest: Iterator<EntryRecordRow | Pause>; pointBytes: number }

/** Reads ranges side by side, always giving out the row that comes first behind its points. */
function* mergeRanges(
  scan: IndexScan,
  plan: IndexPlan,
  groups: RangeGroup[],
  wanted: number,
): Generator<RecordRow | Pause> {
  const heads: Head[] = []
  for (const { pointBytes, ranges } of groups) {
    const rest = readGroup(scan, plan, ranges, Math.ceil(wanted / groups.length) + 1)
    const row = yield* nextRow(rest)
    if (row !== undefined) heads.push({ row, rest, pointBytes })
  }
  const isBefore = (a: Head, b: Head): boolean => {
    const order = compareBytes(a.row.key.subarray(a.pointBytes), b.row.key.subarray(b.pointBytes))
    return plan.isReverse ? order > 0 : order < 0
  }
  while (heads.length > 0) {
    const first = heads.reduce((a, b) => (isBefore(b, a) ? b : a))
    yield first.row
    const row = yield* nextRow(first.rest)
    if (row === undefined) heads.splice(heads.indexOf(first), 1)
    else first.row = row
  }
}

function* readGroup(
  scan: IndexScan,
  plan: IndexPlan,
  ranges: ByteRange[],
  wanted: number,
): Generator<EntryRecordRow | Pause> {
  const size = new BatchSize(wanted)
  for (const range of plan.isReverse ? ranges.toReversed() : ranges) yield* scanRange(scan, plan, range, size)
}

function* nextRow(rows: Iterator<EntryRecordRow | Pause>): Generator<Pause, EntryRecordRow | undefined> {
  for (;;) {
    const { done, value } = rows.next()
    if (done === true) return undefined
    if (value !== PAUSE) return value
    yield value
  }
}

function* scanRange(
  scan: IndexScan,
  plan: IndexPlan,
  range: ByteRange,
  size: BatchSize,
): Generator<EntryRecordRow | Pause> {
  const { counts, reader, seen } = scan
  const { isReverse } = plan
  let { low, high } = range
  for (;;) {
    const limit = size.next()
    const rows = reader.entriesWithRecords(low, high, isReverse, limit)
    counts.keysExamined += rows.length
    for (const row of rows) {
      if (size.isPauseDue(row.bytes.length)) yield* pause(scan, plan)
      if (seen?.has(row.rid) === true) continue
      seen?.add(row.rid)
      counts.docsExamined += 1
      yield row
    }
    // A range that holds nothing has its price as well.
    if (size.isPauseDue(0)) yield* pause(scan, plan)
    const last = rows.at(-1)
    if (rows.length < limit || last === undefined) return
    if (isReverse) high = last.key
    else low = justAfter(last.key)
    size.learn(rows)
  }
}

function* pause(scan: IndexScan, plan: IndexPlan): Generator<Pause> {
  yield PAUSE
  if (scan.collection.isDropped) throw planKilled('collection')
  if (plan.index.isDropped) throw planKilled('index')
}

/** What was being read is gone; going on would silently leave documents out. */
function planKilled(what: string): Error {
  return fault('QueryPlanKilled', `${what} dropped`)
}

/** Batches begin with what is likely needed and double while the scan goes on; pauses come at even steps. */
class BatchSize {
  #limit: number
  #rows = 0
  #bytes = 0
  #largest = LARGEST_BATCH

  constructor(wanted: number) {
    this.#limit = Math.max(1, Math.min(wanted, FIRST_BATCH * 4))
    if (wanted === Infinity) this.#limit = FIRST_BATCH
  }

  next(): number {
    return Math.min(this.#limit, this.#largest)
  }

  /** To be asked for every row: true when others should be let go first. */
  isPauseDue(bytes: number): boolean {
    this.#rows += 1
    this.#bytes += bytes
    if (this.#rows < PAUSE_ROWS && this.#bytes < PAUSE_BYTES) return false
    this.#rows = 0
    this.#bytes = 0
    return true
  }

  learn(rows: RecordRow[]): void {
    const bytes = rows.reduce((sum, row) => sum + row.bytes.length, 0)
    this.#largest = Math.max(
      1,
      Math.min(LARGEST_BATCH, Math.floor((BATCH_BYTES * rows.length) / (bytes + 1))),
    )
    this.#limit *= 2
  }
}
