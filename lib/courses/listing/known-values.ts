import { processWide } from '@/lib/platform/process-wide'
import { SORT_VALUES, type SortValue } from '../constants'
import { SORT_ROW_SIZE, type SortValues } from './sort-values'

/** A row as it was read; whoever writes one gives it a version that no other ever had. */
export type ReadRow = { row: number; version: unknown; values: Uint32Array }
type Known = { versions: Map<number, unknown>; values: SortValues }

/**
 * The rows of values that this process has read, so that a query brings along only those that have changed since: four
 * bytes for each value of a course. Nothing has to be told of a change, because a row that changed has another version.
 */
const known = processWide(
  'courseSortValues',
  () =>
    new Map<SortValue, Known>(
      SORT_VALUES.map((value) => [value, { versions: new Map(), values: new Uint32Array() }]),
    ),
)

/** The versions of the rows that need not be read. */
export function knownVersions(value: SortValue): unknown[] {
  return [...(known.get(value)?.versions.values() ?? [])]
}

/** All values, with the rows that were just read in their places. */
export function valuesWith(value: SortValue, rows: readonly ReadRow[]): SortValues {
  const held = known.get(value) ?? { versions: new Map<number, unknown>(), values: new Uint32Array() }
  const length = rows.reduce((most, { row }) => Math.max(most, (row + 1) * SORT_ROW_SIZE), held.values.length)
  if (length > held.values.length) {
    const longer = new Uint32Array(length)
    longer.set(held.values)
    held.values = longer
  }
  for (const { row, version, values } of rows) {
    held.values.fill(0, row * SORT_ROW_SIZE, (row + 1) * SORT_ROW_SIZE)
    held.values.set(values, row * SORT_ROW_SIZE)
    held.versions.set(row, version)
  }
  return held.values
}
