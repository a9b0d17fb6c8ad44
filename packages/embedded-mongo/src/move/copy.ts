import type { Db, IndexDescription } from 'mongodb'
import { decode } from '../values/codec.ts'
import type { Doc } from '../values/codec.ts'
import { contentsOf, ContentsHash, isSame, rawDocuments, type Contents } from './contents.ts'
import { mark } from './marks.ts'
import type { Planned } from './survey.ts'

const BATCH_DOCUMENTS = 1000
const BATCH_BYTES = 8 * 1024 * 1024

/** Raised when what arrived is not what was sent; a repeated move copies the collection again. */
export class MoveFailed extends Error {
  override readonly name = 'MoveFailed'
}

/** Copies one collection: options, documents, then indexes and validator; what has arrived is read back and compared. */
export async function copyCollection(source: Db, target: Db, planned: Planned): Promise<void> {
  const { name, options, uuid = '' } = planned
  await mark(target, name, uuid)
  if (planned.state !== 'new') await target.dropCollection(name)
  const { validator, validationLevel, validationAction, ...rest } = options
  await target.createCollection(name, rest)
  const sent = await copyDocuments(source, target, name)
  const arrived = await contentsOf(target.collection(name))
  if (!isSame(sent, arrived))
    throw new MoveFailed(
      `${target.databaseName}.${name}: ${sent.count} documents were sent (hash ${sent.hash}), but ${arrived.count} are there (hash ${arrived.hash}).`,
    )
  // Documents older than the validator must come through, so it is set when they are there.
  if (validator !== undefined)
    await target.command(without({ collMod: name, validator, validationLevel, validationAction }))
  await mark(target, name, uuid, arrived)
}

async function copyDocuments(source: Db, target: Db, name: string): Promise<Contents> {
  const into = target.collection(name)
  const hash = new ContentsHash()
  let batch: Doc[] = []
  let size = 0
  const send = async (): Promise<void> => {
    if (batch.length > 0) await into.insertMany(batch, { forceServerObjectId: true })
    batch = []
    size = 0
  }
  for await (const bytes of rawDocuments(source.collection(name))) {
    hash.add(bytes)
    batch.push(decode(bytes))
    size += bytes.length
    if (batch.length >= BATCH_DOCUMENTS || size >= BATCH_BYTES) await send()
  }
  await send()
  return hash.contents()
}

/** Makes the indexes that are not there yet. Those that delete by time come last of all, after everything was compared. */
export async function copyIndexes(source: Db, target: Db, name: string, isByTime: boolean): Promise<number> {
  const wanted = (await source.collection(name).listIndexes().toArray()).filter(
    (index) =>
      index.name !== '_id_' &&
      index['clustered'] !== true &&
      (index.expireAfterSeconds !== undefined) === isByTime,
  )
  if (wanted.length === 0) return 0
  const indexes = wanted.map(({ v: _version, ns: _ns, ...spec }) => spec as IndexDescription)
  await target.command({ createIndexes: name, indexes })
  return wanted.length
}

function without(command: Doc): Doc {
  return Object.fromEntries(Object.entries(command).filter(([, value]) => value !== undefined))
}
