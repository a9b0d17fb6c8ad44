import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { forbidden } from '@/lib/platform/errors'
import { IncomingUpload } from '@/models/incoming-upload'
import { Upload } from '@/models/upload'
import { UploadIntent } from '@/models/upload-intent'
import { COURSE_UPLOAD_KINDS } from '../constants'
import { forgetUpload } from './store'

const UPLOADS_PER_STEP = 100

/**
 * Erases the pictures of a person whose account is gone, rows and bytes. The pictures and files of
 * lessons belong to their courses, which others go on reading: they stay as the house's own.
 */
export async function eraseUploads(viewer: Viewer, { userId }: { userId: string }): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  const owner = toObjectId(userId)
  await UploadIntent.deleteMany({ 'metadata.userId': userId })
  await IncomingUpload.deleteMany({ owner })
  await Upload.updateMany({ owner, kind: { $in: COURSE_UPLOAD_KINDS } }, { $unset: { owner: 1 } })
  for (;;) {
    const rows = await Upload.find({ owner }).limit(UPLOADS_PER_STEP).select({ _id: 1 }).lean()
    for (const { _id } of rows) await forgetUpload(_id.toHexString())
    if (rows.length < UPLOADS_PER_STEP) return
  }
}
