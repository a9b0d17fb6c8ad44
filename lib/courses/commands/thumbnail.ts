import 'server-only'
import { sendWidePicture } from '@/lib/media/commands/wide-pictures'
import type { Crop } from '@/lib/media/schema'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Course } from '@/models/course'
import type { Picture } from '../dto'
import { requireAuthor } from './authors'
import { changeRevision } from './revision'

/**
 * Gives a course's working copy a picture: the chosen part of a photo, 16 to 9, encoded anew. One picture comes in the
 * place of another whole, so the last one who sends one has it; the version of the details goes on with it.
 *
 * @throws too_large, media_type, invalid (`media.not_a_picture`), and as every write of an author
 */
export async function setThumbnail(
  viewer: Viewer,
  photo: { courseId: string; source: AsyncIterable<Uint8Array>; name: string; crop: Crop },
): Promise<{ thumbnail: Picture; version: number }> {
  const { courseId } = photo
  // Asked before the bytes are read, and again when they are written.
  requireAuthor(
    viewer,
    await Course.findById(toObjectId(courseId)).select('status instructor coInstructors').lean(),
  )
  const { url, width, height } = await sendWidePicture(viewer, photo)
  return changeRevision(viewer, { courseId }, ({ revision, edit }) =>
    Promise.resolve({
      details: { ...revision.details, thumbnail: { url, width, height } },
      detailsEdit: edit,
      answer: { thumbnail: { url, width, height }, version: edit.version },
    }),
  )
}
