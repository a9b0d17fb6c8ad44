import 'server-only'
import type { Types } from 'mongoose'
import type { UploadRow } from '@/lib/media/dto'
import { signedUploadAddress } from '@/lib/media/queries'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Upload } from '@/models/upload'
import { readWorkingLessons } from '../commands/working-lessons'
import type { FileRow } from '../dto'
import type { PreviewContent } from '../preview-dto'
import { getAuthoredLesson } from './authored-lesson'
import { toContent } from './preview'

/**
 * What stands above the text of a lesson in its working copy, for its authors and admins: files by addresses that are
 * signed for the viewer, because nobody else may have them yet.
 */
export async function getDraftPreview(
  viewer: Viewer,
  { lessonId }: { lessonId: string },
): Promise<PreviewContent> {
  const { course } = await getAuthoredLesson(viewer, { lessonId })
  const [lesson] = await readWorkingLessons(toObjectId(course.id), [toObjectId(lessonId)])
  if (lesson === undefined) return { type: 'article' }
  const ids = [
    lesson.file?.upload,
    lesson.video?.upload,
    ...(lesson.video?.captions ?? []).map(({ upload }) => upload),
  ].flatMap((id) => id ?? [])
  const uploads = ids.length === 0 ? [] : await readUploads(ids)
  return toContent(
    viewer,
    { ...lesson, _id: lesson.lesson, uploads },
    {
      language: course.details.language,
      addressOf: ({ _id }) => signedUploadAddress(viewer, _id.toHexString()),
      fileAddressOf: ({ _id }) => signedUploadAddress(viewer, _id.toHexString()),
    },
  )
}

function readUploads(ids: readonly Types.ObjectId[]): Promise<(UploadRow & FileRow)[]> {
  return Upload.find({ _id: { $in: ids } })
    .limit(ids.length)
    .lean<(UploadRow & FileRow)[]>()
}
