import 'server-only'
import type { Readable } from 'node:stream'
import { env } from '../env'
import { processWide } from '../process-wide'
import { diskStorage } from './disk'
import { uploadThingStorage } from './uploadthing'

/** A file as it was kept: `mime` is what its bytes say, never what its sender said. */
export type StoredFile = { key: string; sizeBytes: number; sha256: string; mime: string }

export type PutOptions = {
  /** What the person called the file; shown and downloaded under, never a path. */
  name: string
  /** More bytes than these are refused with `too_large` while they stream in. */
  maxBytes: number
  /** The types that are accepted, judged by the bytes; others are refused with `media_type`. */
  accept: readonly string[]
}

/** Both ends count, in bytes from 0, as in HTTP. */
export type ByteRange = { start: number; end: number }

/**
 * Where files live. An adapter keeps bytes under a key of its own making and decides no rights: the domain that asks
 * has checked them.
 */
export type Storage = {
  readonly name: 'disk' | 'uploadthing'
  /** Keeps a whole file or nothing of it; a `source` that is open is closed either way. `unavailable` with reason `storage.full` when there is no room. */
  put(source: AsyncIterable<Uint8Array>, options: PutOptions): Promise<StoredFile>
  /** The bytes from `range.start` to `range.end`, or all; `not_found` when there is no such file. */
  open(key: string, range?: ByteRange): Promise<Readable>
  /** Forgets the file; a file that is not there is no error. */
  remove(key: string): Promise<void>
}

/** The storage of this academy: UploadThing where its token is set, the local disk otherwise. */
export function storage(): Storage {
  return processWide('storage', () => {
    const { UPLOADTHING_TOKEN: token, DATA_DIR: folder } = env()
    return token === undefined ? diskStorage(`${folder}/uploads`) : uploadThingStorage({ token })
  })
}
