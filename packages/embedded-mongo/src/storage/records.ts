import { disambiguatedPaths } from '../change-stream/disambiguate.ts'
import { describeUpdate } from '../update/describe.ts'
import { encode } from '../values/codec.ts'
import type { Doc } from '../values/codec.ts'
import { checkDepth } from '../values/depth.ts'
import { keyUpperBound } from '../values/key-string.ts'
import { fault } from '../errors.ts'
import type { Catalog } from './catalog.ts'
import {
  MAX_SEQUENCE,
  firstRid,
  fullName,
  keepsImages,
  lastRid,
  ridOf,
  sequenceOf,
  sourceOf,
} from './collection.ts'
import type { Collection, Index } from './collection.ts'
import { documentKeys, entryKey, valuesOfKey } from './entries.ts'
import type { DocumentKeys } from './entries.ts'
import { printValue } from './print-value.ts'
import type { Store } from './store.ts'
import type { WriteTarget } from './write-target.ts'

/** MongoDB's limit of a stored document, 16 MiB, without the room it leaves for its own wrapping. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024

type Change = { index: Index; removed: Uint8Array[]; added: Uint8Array[] }

/** Writes documents together with their index entries and change events. */
export class Records {
  readonly #store: Store
  readonly #catalog: Catalog

  constructor(store: Store, catalog: Catalog) {
    this.#store = store
    this.#catalog = catalog
  }

  /** Stores a new document, which has its _id; DuplicateKey when a unique index has one of its keys. */
  insert(target: WriteTarget, collection: Collection, doc: Doc): void {
    const bytes = encodeChecked(doc)
    const rid = this.#takeRid(collection)
    const changes = indexesOf(collection).map((index) => this.#change(collection, index, undefined, doc))
    this.#claim(target, collection, rid, changes, doc)
    target.writer.insertRecord(rid, bytes)
    writeEntries(target, rid, changes)
    target.note({ kind: 'insert', ...sourceOf(collection), document: bytes })
  }

  /** Puts `after` in the place of `before`; both have the same _id. */
  update(
    target: WriteTarget,
    collection: Collection,
    rid: number,
    { before, after, isReplacement }: { before: Doc; after: Doc; isReplacement: boolean },
  ): void {
    const bytes = encodeChecked(after)
    const changes: Change[] = []
    for (const index of indexesOf(collection)) {
      if (isUntouched(index, before, after)) continue
      const change = this.#change(collection, index, before, after)
      if (change.added.length + change.removed.length > 0) changes.push(change)
    }
    target.claimRecord(rid)
    this.#claim(target, collection, rid, changes, after)
    target.writer.putRecord(rid, bytes)
    writeEntries(target, rid, changes)
    const source = { ...sourceOf(collection), id: after['_id'], before: imageOf(collection, before) }
    if (isReplacement) target.note({ kind: 'replace', ...source, document: bytes })
    else {
      const image = keepsImages(collection) ? bytes : undefined
      target.note({ kind: 'update', ...source, description: describe(before, after), after: image })
    }
  }

  remove(target: WriteTarget, collection: Collection, rid: number, before: Doc): void {
    const changes = indexesOf(collection).map((index) => this.#change(collection, index, before, undefined))
    target.claimRecord(rid)
    this.#claim(target, collection, rid, changes, before)
    target.writer.deleteRecord(rid)
    writeEntries(target, rid, changes)
    const source = { ...sourceOf(collection), id: before['_id'], before: imageOf(collection, before) }
    target.note({ kind: 'delete', ...source })
  }

  /** Enters one document into a new index; DuplicateKey when another has its key in a unique one. */
  enter(target: WriteTarget, collection: Collection, index: Index, rid: number, doc: Doc): void {
    const { keys } = this.#keys(collection, index, doc)
    for (const key of index.isUnique ? keys : []) {
      target.claimKey(key)
      if (target.holderOf(key, keyUpperBound(key), rid) !== undefined)
        throw duplicateKey(collection, index, doc, key)
    }
    for (const key of keys) target.writer.putEntry(entryKey(key, rid), rid)
  }

  #change(collection: Collection, index: Index, before: Doc | undefined, after: Doc | undefined): Change {
    const old = before === undefined ? [] : documentKeys(index, before).keys
    const fresh = after === undefined ? [] : this.#keys(collection, index, after).keys
    if (old.length === 0 || fresh.length === 0) return { index, removed: old, added: fresh }
    const oldNames = new Set(old.map(nameOf))
    const freshNames = new Set(fresh.map(nameOf))
    return {
      index,
      removed: old.filter((key) => !freshNames.has(nameOf(key))),
      added: fresh.filter((key) => !oldNames.has(nameOf(key))),
    }
  }

  #keys(collection: Collection, index: Index, doc: Doc): DocumentKeys {
    const found = documentKeys(index, doc)
    for (const [position, isMultikey] of found.multikeyPaths.entries()) {
      if (!isMultikey || index.multikey[position] === true) continue
      index.multikey[position] = true
      this.#catalog.markDirty(collection)
    }
    return found
  }

  /** Claims what the changes touch and checks uniqueness, all before the first write. */
  #claim(target: WriteTarget, collection: Collection, rid: number, changes: Change[], doc: Doc): void {
    for (const { index, removed, added } of changes) {
      if (!index.refusesTwins) continue
      for (const key of removed) target.claimKey(key)
      for (const key of added) {
        target.claimKey(key)
        if (target.holderOf(key, keyUpperBound(key), rid) !== undefined)
          throw duplicateKey(collection, index, doc, key)
      }
    }
  }

  #takeRid(collection: Collection): number {
    if (collection.nextSequence === undefined) {
      const last = this.#store.records(firstRid(collection), lastRid(collection), true, 1)[0]
      collection.nextSequence = last === undefined ? 1 : sequenceOf(last.rid) + 1
    }
    const sequence = collection.nextSequence
    if (sequence > MAX_SEQUENCE)
      throw fault('InternalError', `the record numbers of ${fullName(collection)} are used up`)
    collection.nextSequence = sequence + 1
    return ridOf(collection, sequence)
  }
}

/** Those that a write must keep up. */
function indexesOf({ indexes, building }: Collection): Index[] {
  return building.length === 0 ? indexes : [...indexes, ...building]
}

/** E11000 with the fields that MongoDB gives along. */
function duplicateKey(collection: Collection, index: Index, doc: Doc, key: Uint8Array): Error {
  const values = valuesOfKey(index, doc, key)
  const keyValue = Object.fromEntries(
    index.fields.map((field, position) => [field, values[position] ?? null]),
  )
  const printed = index.fields.map((field) => `${field}: ${printValue(keyValue[field])}`).join(', ')
  const collation = index.collation === undefined ? '' : ` collation: ${printValue(index.spec['collation'])}`
  const message = `E11000 duplicate key error collection: ${fullName(collection)} index: ${index.name}${collation} dup key: { ${printed} }`
  return fault('DuplicateKey', message, { extra: { keyPattern: index.spec['key'], keyValue } })
}

function writeEntries(target: WriteTarget, rid: number, changes: Change[]): void {
  for (const { removed, added } of changes) {
    for (const key of removed) target.writer.deleteEntry(entryKey(key, rid))
    for (const key of added) target.writer.putEntry(entryKey(key, rid), rid)
  }
}

/** Updates share what they leave alone, so the same object in both documents means unchanged keys. */
function isUntouched(index: Index, before: Doc, after: Doc): boolean {
  return index.roots !== undefined && index.roots.every((root) => before[root] === after[root])
}

function encodeChecked(doc: Doc): Uint8Array {
  checkDepth(doc)
  const bytes = encode(doc)
  if (bytes.length > MAX_DOCUMENT_BYTES) {
    throw fault(
      'BSONObjectTooLarge',
      `BSONObj size: ${bytes.length} (0x${bytes.length.toString(16).toUpperCase()}) is invalid. Size must be between 0 and ${MAX_DOCUMENT_BYTES}(16MB)`,
    )
  }
  return bytes
}

function describe(before: Doc, after: Doc): Doc {
  const description: Doc = describeUpdate(before, after)
  const paths = disambiguatedPaths(description, before, after)
  return paths === undefined ? description : { ...description, disambiguatedPaths: paths }
}

/** The bytes of a document as it was, where the collection was told to keep them for change streams. */
function imageOf(collection: Collection, doc: Doc): Uint8Array | undefined {
  return keepsImages(collection) ? encode(doc) : undefined
}

function nameOf(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.length).toString('latin1')
}
