import 'server-only'
import type { Types } from 'mongoose'
import { showCourseFiles, type CourseFile } from '@/lib/media/commands/course-files'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { startOfDay } from '@/lib/utils/dates'
import { Lesson } from '@/models/lesson'
import type { LessonMedia, PlannedRelease } from '../import/lesson-media'
import type { KeptVideo } from '../import/media'

type Id = Types.ObjectId | null
type Holder = { video?: Film; trailer?: Film; file?: { upload: Types.ObjectId } | null }
type Film = { upload?: Id; captions?: readonly { upload: Types.ObjectId }[] | null } | null

type Shown = Pick<LessonMedia, 'type' | 'video' | 'file' | 'embedUrl'>

/** What stands above a lesson's text, as its row keeps it; every field is named, so that rows can be compared. */
export function lessonMediaFields({ type, video, file, embedUrl }: Shown, mayMarkByHand: boolean) {
  return {
    type,
    video: video && {
      source: video.source,
      upload: idOf(video.file),
      url: video.url,
      durationSeconds: video.durationSeconds,
      width: video.width,
      height: video.height,
      posterUrl: video.posterUrl,
      captions: video.captions.map(({ language, file: { uploadId } }) => ({
        language,
        upload: toObjectId(uploadId),
      })),
      mayMarkByHand,
    },
    file: file && { upload: toObjectId(file.uploadId) },
    embed: embedUrl === null ? null : { url: embedUrl },
  }
}

export function releaseFields(
  release: PlannedRelease | null,
  { timeZone, idOfPath }: { timeZone: string; idOfPath: (path: string) => Types.ObjectId | undefined },
) {
  if (release === null) return null
  const none = { days: null, at: null, lesson: null }
  if (release.rule === 'afterDays') return { ...none, rule: release.rule, days: release.days }
  if (release.rule === 'onDate') return { ...none, rule: release.rule, at: startOfDay(release.day, timeZone) }
  const lesson = idOfPath(release.path)
  return lesson === undefined ? null : { ...none, rule: release.rule, lesson }
}

/** A course's trailer with its public addresses. */
export function trailerFields(video: KeptVideo | null) {
  const url = video?.file?.publicUrl ?? video?.url ?? null
  if (video === null || url === null) return null
  return {
    source: video.source,
    upload: idOf(video.file),
    url,
    mime: video.file?.mime ?? null,
    durationSeconds: video.durationSeconds,
    width: video.width,
    height: video.height,
    posterUrl: video.posterUrl,
    captions: video.captions.map(({ language, file: { uploadId, publicUrl } }) => ({
      language,
      upload: toObjectId(uploadId),
      url: publicUrl,
    })),
  }
}

/** Every upload that a lesson shows or a trailer is made of. */
export function uploadIdsOf({ video, file, trailer }: Holder): string[] {
  const films = [video, trailer].flatMap((film) => [
    film?.upload,
    ...(film?.captions ?? []).map(({ upload }) => upload),
  ])
  const ids = [...films, file?.upload]
  return ids.flatMap((id) => id?.toHexString() ?? [])
}

/** The uploads of a course's lessons, withdrawn ones too. */
async function readLessonUploads(course: Types.ObjectId) {
  return Lesson.find({ course })
    .select({ isPreview: 1, isPublished: 1, 'video.upload': 1, 'video.captions': 1, 'file.upload': 1 })
    .lean()
}

/**
 * What anybody may see of a course is public, under an address made from its content; everything else is private. Turns
 * both when a lesson becomes a preview, or ceases to be one. Answers every upload that the course still needs.
 */
export async function settleVisibility(
  viewer: Viewer,
  { course, trailer }: { course: Types.ObjectId; trailer: ReturnType<typeof trailerFields> },
): Promise<Set<string>> {
  const lessons = await readLessonUploads(course)
  const isOpen = (lesson: { isPreview: boolean; isPublished: boolean }) =>
    lesson.isPreview && lesson.isPublished
  const publicIds = new Set([...lessons.filter(isOpen).flatMap(uploadIdsOf), ...uploadIdsOf({ trailer })])
  const all = new Set([...lessons.flatMap(uploadIdsOf), ...publicIds])
  const privateIds = [...all].filter((id) => !publicIds.has(id))
  await showCourseFiles(viewer, { publicIds: [...publicIds], privateIds })
  return all
}

function idOf(file: CourseFile | null): Types.ObjectId | null {
  return file && toObjectId(file.uploadId)
}
