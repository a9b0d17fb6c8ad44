import 'server-only'
import { requireVerified, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { storage } from '@/lib/platform/storage/port'
import { Upload } from '@/models/upload'
import { DOCUMENT_TYPES, NAME_MAX, SUBMISSION_MAX_BYTES } from '../constants'
import { forgetUpload } from './store'

export type SubmissionUpload = { uploadId: string; name: string; sizeBytes: number; mime: string }

/**
 * Keeps a file that a learner hands in: private for ever, of the viewer. It streams through, and what it is, is judged by
 * its bytes. Whoever calls has checked that it may be handed in.
 *
 * @throws forbidden (`account.unverified`), too_large, media_type, unavailable (`storage.full`)
 */
export async function keepSubmissionFile(
  viewer: Viewer,
  file: { name: string; bytes: AsyncIterable<Uint8Array> },
): Promise<SubmissionUpload> {
  const { userId } = requireVerified(viewer)
  const name = file.name.slice(0, NAME_MAX) || 'file'
  const limits = { name, maxBytes: SUBMISSION_MAX_BYTES, accept: DOCUMENT_TYPES }
  const stored = await storage().put(file.bytes, limits)
  const { key, sha256, mime, sizeBytes } = stored
  try {
    const facts = { name, sizeBytes, mime, sha256, key, storage: storage().name, isPublic: false }
    const row = await Upload.create({ owner: toObjectId(userId), kind: 'submission', ...facts })
    return { uploadId: row.id, name, sizeBytes, mime }
  } catch (error) {
    await storage().remove(key)
    throw error
  }
}

/** Forgets files of the viewer that nothing handed in names any more; the house forgets anybody's. */
export async function forgetSubmissionFiles(
  viewer: Viewer,
  { uploadIds }: { uploadIds: readonly string[] },
): Promise<void> {
  const owner = viewer.kind === 'system' ? {} : { owner: toObjectId(requireVerified(viewer).userId) }
  const _id = { $in: uploadIds.map(toObjectId) }
  const rows = await Upload.find({ _id, kind: 'submission', ...owner })
    .select({ _id: 1 })
    .limit(uploadIds.length)
    .lean()
  for (const row of rows) await forgetUpload(row._id.toHexString())
}
