import 'server-only'
import { createHash } from 'node:crypto'
import { toObjectId } from '@/lib/platform/db/object-id'
import { storage } from '@/lib/platform/storage/port'
import { Upload } from '@/models/upload'
import { EXTENSION_OF, NAME_MAX, type UploadKind } from '../constants'
import type { Picture } from '../picture'

type Kept = { uploadId: string; url: string }

/**
 * Keeps a finished picture in the storage and its row in the database. The bytes go first: a row never names a file
 * that is not there; a file whose row was not written is removed again.
 *
 * @returns the row's id and the picture's public, unchanging address
 */
export async function keepPublicPicture(
  picture: Picture,
  as: { kind: UploadKind; ownerId: string | null; name: string },
): Promise<Kept> {
  const stored = await storage().put(once(picture.bytes), {
    name: as.name,
    maxBytes: picture.bytes.byteLength,
    accept: [picture.mime],
  })
  try {
    const row = await Upload.create({
      owner: as.ownerId === null ? undefined : toObjectId(as.ownerId),
      kind: as.kind,
      name: as.name.slice(0, NAME_MAX) || as.kind,
      sizeBytes: stored.sizeBytes,
      mime: stored.mime,
      sha256: stored.sha256,
      storage: storage().name,
      key: stored.key,
      width: picture.width,
      height: picture.height,
      isPublic: true,
    })
    return { uploadId: row.id, url: publicAddress(stored.sha256, stored.mime) }
  } catch (error) {
    await storage().remove(stored.key)
    throw error
  }
}

/** The same lesson picture of the same owner, kept before: bringing a course in again adds no second copy of it. */
export async function findKeptPicture(
  picture: Pick<Picture, 'bytes'>,
  ownerId: string | null,
): Promise<(Kept & Pick<Picture, 'width' | 'height'>) | null> {
  const sha256 = createHash('sha256').update(picture.bytes).digest('hex')
  const row = await Upload.findOne({
    sha256,
    isPublic: true,
    kind: 'picture',
    owner: ownerId === null ? null : toObjectId(ownerId),
  })
    .select({ mime: 1, width: 1, height: 1 })
    .lean()
  if (row?.width == null || row.height == null) return null
  const { width, height } = row
  return { uploadId: row._id.toHexString(), url: publicAddress(sha256, row.mime), width, height }
}

/** Deletes an upload's row, then its bytes; one that is gone already is no error. */
export async function forgetUpload(uploadId: string): Promise<void> {
  const row = await Upload.findOneAndDelete({ _id: toObjectId(uploadId) })
    .select('key')
    .lean()
  if (row) await storage().remove(row.key)
}

export function publicAddress(sha256: string, mime: string): string {
  return `/api/uploads/public/${sha256}.${EXTENSION_OF[mime] ?? 'bin'}`
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** Reads a stream of at most `maxBytes` into memory; used for pictures only, which are small by their limits. */
export async function readWhole(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return Buffer.concat(chunks)
}
