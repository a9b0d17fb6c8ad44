import type { Types } from 'mongoose'

/** Something stored that is not what it is counted from. */
export type Finding = {
  /** The collection and the row's id. */
  where: string
  what: string
  stored: unknown
  counted: unknown
  /** Left out where only a person can say what is right. */
  mend?: () => Promise<unknown>
}
/** A row looked at, and what was found in it. */
export type Row = readonly Finding[]

/** Rows in the order of their ids, so many at a time. */
export async function* inSteps<T extends { _id: Types.ObjectId }>(
  size: number,
  read: (after: { _id: { $gt: Types.ObjectId } } | object, size: number) => Promise<T[]>,
): AsyncGenerator<T[]> {
  let last: Types.ObjectId | undefined
  for (;;) {
    const rows = await read(last === undefined ? {} : { _id: { $gt: last } }, size)
    if (rows.length > 0) yield rows
    last = rows.at(-1)?._id
    if (rows.length < size) return
  }
}

/** The fields that differ, each as its own finding with one way to mend. */
export function compare(
  { where, mend }: Required<Pick<Finding, 'where' | 'mend'>>,
  stored: Record<string, unknown>,
  counted: Record<string, unknown>,
): Finding[] {
  return Object.entries(counted)
    .filter(([what, value]) => JSON.stringify(stored[what]) !== JSON.stringify(value))
    .map(([what, value]) => ({ where, what, stored: stored[what], counted: value, mend }))
}
