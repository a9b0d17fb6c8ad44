import type { Collection, Db } from 'mongodb'
import type { Contents } from './contents.ts'

/** Name of the collection in the target that remembers how far a move came; it is dropped at the end. */
export const MARKS = 'moving_from_embedded'

/** `source` is the UUID of the collection that is copied: another folder's collection of that name has another. */
export type Mark = { _id: string; source: string; isCopied: boolean; count: number; hash: string }

export function marksOf(db: Db): Collection<Mark> {
  return db.collection<Mark>(MARKS)
}

export async function mark(db: Db, name: string, source: string, contents?: Contents): Promise<void> {
  const { count, hash } = contents ?? { count: 0, hash: '' }
  const values = { source, isCopied: contents !== undefined, count, hash }
  await marksOf(db).updateOne({ _id: name }, { $set: values }, { upsert: true })
}
