import { compareBytes, justAfter } from '../storage/bytes.ts'
import type { EntryRecordRow, EntryRow, Reader, RecordRow, Writer } from '../storage/store.ts'

type OwnEntry = { key: Uint8Array; rid: number | undefined }

/**
 * A transaction's view: what it wrote itself, sorted, over the snapshot it began with. `undefined` marks what it deleted.
 */
export class Overlay implements Reader, Writer {
  readonly #base: Reader
  readonly #records = new Map<number, Uint8Array | undefined>()
  /** Those that the snapshot does not have. */
  readonly #inserted = new Set<number>()
  #rids: number[] = []
  #isRidsSorted = true
  readonly #entries: OwnEntry[] = []

  constructor(base: Reader) {
    this.#base = base
  }

  get isEmpty(): boolean {
    return this.#records.size === 0 && this.#entries.length === 0
  }

  /** Writes everything to the store; the caller has opened a store transaction. */
  applyTo(writer: Writer): void {
    for (const [rid, bytes] of this.#records) {
      if (bytes === undefined) {
        if (!this.#inserted.has(rid)) writer.deleteRecord(rid)
      } else if (this.#inserted.has(rid)) writer.insertRecord(rid, bytes)
      else writer.putRecord(rid, bytes)
    }
    for (const { key, rid } of this.#entries) {
      if (rid === undefined) writer.deleteEntry(key)
      else writer.putEntry(key, rid)
    }
  }

  record(rid: number): Uint8Array | undefined {
    return this.#records.has(rid) ? this.#records.get(rid) : this.#base.record(rid)
  }

  records(low: number, high: number, reverse: boolean, limit: number): RecordRow[] {
    if (this.#records.size === 0) return this.#base.records(low, high, reverse, limit)
    return collect(limit, (from) => {
      const start = reverse ? low : (from?.rid ?? low - 1) + 1
      const end = reverse ? (from?.rid ?? high + 1) - 1 : high
      const rows = this.#base.records(start, end, reverse, limit)
      const isLast = rows.length < limit
      const edge = rows.at(-1)?.rid
      const own = this.#ownRids(
        isLast || !reverse ? start : (edge ?? start),
        isLast || reverse ? end : (edge ?? end),
      )
      const kept = rows.filter((row) => !this.#records.has(row.rid))
      for (const rid of own) {
        const bytes = this.#records.get(rid)
        if (bytes !== undefined) kept.push({ rid, bytes })
      }
      kept.sort((a, b) => (reverse ? b.rid - a.rid : a.rid - b.rid))
      return { rows: kept, isLast, from: rows.at(-1) }
    })
  }

  entries(low: Uint8Array, high: Uint8Array, reverse: boolean, limit: number): EntryRow[] {
    if (this.#entries.length === 0) return this.#base.entries(low, high, reverse, limit)
    return collect(limit, (from) => {
      const start = reverse || from === undefined ? low : justAfter(from.key)
      const end = reverse && from !== undefined ? from.key : high
      const rows = this.#base.entries(start, end, reverse, limit)
      const isLast = rows.length < limit
      const edge = rows.at(-1)?.key
      const own = this.#ownEntries(
        isLast || !reverse ? start : (edge ?? start),
        isLast || reverse ? end : edge === undefined ? end : justAfter(edge),
      )
      return { rows: mergeEntries(rows, own, reverse), isLast, from: rows.at(-1) }
    })
  }

  entriesWithRecords(low: Uint8Array, high: Uint8Array, reverse: boolean, limit: number): EntryRecordRow[] {
    if (this.isEmpty) return this.#base.entriesWithRecords(low, high, reverse, limit)
    // Not a join: an entry of the snapshot may lead to a record that the transaction has changed.
    return this.entries(low, high, reverse, limit).flatMap((entry) => {
      const bytes = this.record(entry.rid)
      return bytes === undefined ? [] : [{ ...entry, bytes }]
    })
  }

  countEntries(low: Uint8Array, high: Uint8Array, limit: number): number {
    return this.#base.countEntries(low, high, limit)
  }

  insertRecord(rid: number, bytes: Uint8Array): void {
    this.#inserted.add(rid)
    this.putRecord(rid, bytes)
  }

  putRecord(rid: number, bytes: Uint8Array): void {
    this.#remember(rid)
    this.#records.set(rid, bytes)
  }

  deleteRecord(rid: number): void {
    this.#remember(rid)
    this.#records.set(rid, undefined)
  }

  putEntry(key: Uint8Array, rid: number): void {
    this.#setEntry(key, rid)
  }

  deleteEntry(key: Uint8Array): void {
    this.#setEntry(key, undefined)
  }

  #remember(rid: number): void {
    if (this.#records.has(rid)) return
    if (this.#rids.length > 0 && rid < (this.#rids.at(-1) ?? 0)) this.#isRidsSorted = false
    this.#rids.push(rid)
  }

  #ownRids(low: number, high: number): number[] {
    if (!this.#isRidsSorted) this.#rids.sort((a, b) => a - b)
    this.#isRidsSorted = true
    return this.#rids.filter((rid) => rid >= low && rid <= high)
  }

  #ownEntries(low: Uint8Array, high: Uint8Array): OwnEntry[] {
    return this.#entries.slice(this.#position(low), this.#position(high))
  }

  #setEntry(key: Uint8Array, rid: number | undefined): void {
    const position = this.#position(key)
    const there = this.#entries[position]
    if (there !== undefined && compareBytes(there.key, key) === 0) this.#entries[position] = { key, rid }
    else this.#entries.splice(position, 0, { key, rid })
  }

  /** The first own entry that is not below `key`. */
  #position(key: Uint8Array): number {
    let low = 0
    let high = this.#entries.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const entry = this.#entries[middle]
      if (entry !== undefined && compareBytes(entry.key, key) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}

type Page<Row> = { rows: Row[]; isLast: boolean; from: Row | undefined }

/** Reads on until there are `limit` rows or no more, so that deletions in the overlay do not look like the end. */
function collect<Row>(limit: number, read: (from: Row | undefined) => Page<Row>): Row[] {
  const all: Row[] = []
  let from: Row | undefined
  for (;;) {
    const page = read(from)
    all.push(...page.rows)
    if (page.isLast || all.length >= limit) return all
    from = page.from
  }
}

function mergeEntries(rows: EntryRow[], own: OwnEntry[], reverse: boolean): EntryRow[] {
  if (own.length === 0) return rows
  const names = new Set(own.map((entry) => Buffer.from(entry.key).toString('latin1')))
  const merged = rows.filter((row) => !names.has(Buffer.from(row.key).toString('latin1')))
  for (const { key, rid } of own) if (rid !== undefined) merged.push({ key, rid })
  return merged.sort((a, b) => (reverse ? compareBytes(b.key, a.key) : compareBytes(a.key, b.key)))
}
