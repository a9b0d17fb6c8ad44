import 'server-only'
import type { Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { notFound } from '@/lib/platform/errors'
import { dayOf } from '@/lib/utils/dates'
import { Lesson } from '@/models/lesson'
import { LessonRevision } from '@/models/lesson-revision'
import { Upload } from '@/models/upload'
import { User } from '@/models/user'
import type { AuthoredCourse, AuthoredLesson, AuthoredUpload } from '../authored-dto'
import type { LessonContent } from '../commands/lesson-content'
import { getAuthoredCourse } from './authored-course'

type Row = LessonContent & {
  course: Types.ObjectId
  version?: number
  by?: Types.ObjectId | null
  at?: Date | null
}

/**
 * A lesson as its authors have written it last, with its course, and the version that the next write names.
 *
 * @throws unauthenticated, forbidden (`account.not_approved`), not_found: also for one that was taken out of the course
 */
export async function getAuthoredLesson(
  viewer: Viewer,
  { lessonId }: { lessonId: string },
): Promise<AuthoredLesson> {
  const lesson = toObjectId(lessonId)
  const copy = await LessonRevision.findOne({ lesson }).lean<Row>()
  const row = copy ?? (await Lesson.findById(lesson).lean<Row>())
  if (row === null) throw notFound('There is no such lesson.')
  const course = await getAuthoredCourse(viewer, { courseId: row.course.toHexString() })
  const place = course.modules.find(({ sections }) =>
    sections.some(({ lessons }) => lessons.some(({ id }) => id === lessonId)),
  )
  const outlined = outlineLessonOf(course, lessonId)
  if (place === undefined || outlined === null) throw notFound('There is no such lesson.')
  const [uploads, by] = await Promise.all([
    readUploads(row),
    row.by ? User.findById(row.by).select({ fullName: 1 }).lean() : null,
  ])
  return {
    id: lessonId,
    type: row.type,
    title: row.title,
    description: row.description,
    content: row.body,
    durationMinutes: row.durationMinutes,
    isPreview: row.isPreview,
    isRequired: row.isRequired,
    release: toRelease(row.release, course.details.timeZone),
    video: toVideo(row.video, uploads),
    file: row.file ? (uploads.get(row.file.upload.toHexString()) ?? null) : null,
    embed: row.embed ? { url: row.embed.url } : null,
    edit: { version: row.version ?? 1, by: by?.fullName ?? null, at: row.at ?? null },
    isNew: outlined.isNew,
    course,
    moduleId: place.id,
  }
}

/** A lesson of a course's outline, by its id. */
export function outlineLessonOf({ modules }: AuthoredCourse, lessonId: string) {
  const lessons = modules.flatMap(({ sections }) => sections.flatMap((section) => section.lessons))
  return lessons.find(({ id }) => id === lessonId) ?? null
}

function toRelease(release: LessonContent['release'], timeZone: string): AuthoredLesson['release'] {
  if (!release) return null
  const { rule, days, at, lesson } = release
  return {
    rule,
    days: days ?? null,
    day: at ? dayOf(at, timeZone) : null,
    lessonId: lesson?.toHexString() ?? null,
  }
}

type Shown = {
  video?: Pick<NonNullable<LessonContent['video']>, 'upload' | 'captions'> | null
  file?: LessonContent['file']
}

/** The files that are shown, by their ids. */
export async function readUploads({ video, file }: Shown): Promise<Map<string, AuthoredUpload>> {
  const ids = [video?.upload, ...(video?.captions ?? []).map(({ upload }) => upload), file?.upload].flatMap(
    (id) => id ?? [],
  )
  if (ids.length === 0) return new Map()
  const rows = await Upload.find({ _id: { $in: ids } })
    .limit(ids.length)
    .select('name sizeBytes mime')
    .lean()
  return new Map(
    rows.map(({ _id, name, sizeBytes, mime }) => [
      _id.toHexString(),
      { uploadId: _id.toHexString(), name, sizeBytes, mime },
    ]),
  )
}

/** A kept film for its authors, with the files that are still there. */
export function toVideo(
  video: LessonContent['video'],
  uploads: ReadonlyMap<string, AuthoredUpload>,
): AuthoredLesson['video'] {
  if (!video) return null
  return {
    source: video.source,
    upload: video.upload ? (uploads.get(video.upload.toHexString()) ?? null) : null,
    url: video.url ?? null,
    durationSeconds: video.durationSeconds,
    posterUrl: video.posterUrl ?? null,
    captions: video.captions.map(({ language, upload }) => ({
      language,
      uploadId: upload.toHexString(),
      upload: uploads.get(upload.toHexString()) ?? null,
    })),
    mayMarkByHand: video.mayMarkByHand,
  }
}
