import { createHash } from 'node:crypto'
import type { Collection, CollectionInfo, Db } from 'mongodb'
import type { Doc } from '../values/codec.ts'

/** What a collection holds, told by its bytes: two collections of equal contents have the same documents in any order. */
export type Contents = { count: number; hash: string }

/** A collection or view as `listCollections` tells it. */
export type Listed = { name: string; options: Doc; uuid: string | undefined; isView: boolean }

const READ_AT_ONCE = 1000

/** Counts a collection's documents and folds the SHA-256 of each one's bytes into one hash that knows no order. */
export async function contentsOf(collection: Collection): Promise<Contents> {
  const hash = new ContentsHash()
  for await (const bytes of rawDocuments(collection)) hash.add(bytes)
  return hash.contents()
}

/** Every document as its bytes. */
export async function* rawDocuments(collection: Collection): AsyncGenerator<Uint8Array> {
  const cursor = collection.find({}, { raw: true, batchSize: READ_AT_ONCE, sort: { $natural: 1 } })
  for await (const document of cursor) yield document as unknown as Uint8Array
}

export class ContentsHash {
  readonly #folded = Buffer.alloc(32)
  #count = 0

  add(bytes: Uint8Array): void {
    const digest = createHash('sha256').update(bytes).digest()
    for (const [position, byte] of digest.entries())
      this.#folded[position] = (this.#folded[position] ?? 0) ^ byte
    this.#count += 1
  }

  contents(): Contents {
    return { count: this.#count, hash: this.#folded.toString('hex') }
  }
}

export function isSame(a: Contents, b: Contents): boolean {
  return a.count === b.count && a.hash === b.hash
}

/** Collections and views of a database, without MongoDB's own. */
export async function listed(db: Db): Promise<Listed[]> {
  const all = (await db.listCollections().toArray()) as CollectionInfo[]
  return all
    .filter(({ name }) => !name.startsWith('system.'))
    .map(({ name, type, options, info }) => ({
      name,
      options: (options ?? {}) as Doc,
      uuid: info?.uuid?.toString('hex'),
      isView: type === 'view',
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}
