import 'server-only'
import type { Types } from 'mongoose'
import { getCourseFile, type CourseFile } from '@/lib/media/commands/course-files'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { AppError } from '@/lib/platform/errors'
import { startOfDay } from '@/lib/utils/dates'
import { COURSE_REASONS } from '../constants'
import type { LessonChange, ReleaseInput } from '../schema/lesson'
import type { TrailerInput, VideoInput } from '../schema/video'
import { lessonIdsOf } from './applying'
import type { LessonContent } from './lesson-content'
import { uploadsOfCourse } from './lesson-files'
import type { HeldRevision } from './revision'
import { readWorkingLessons } from './working-lessons'

const NO_RULE = { days: null, at: null, lesson: null }

/**
 * When a lesson opens, as its row keeps it.
 *
 * @throws invalid (`lesson.release_lesson`, `lesson.release_circle`) where no learner could ever meet the rule
 */
export async function releaseOf(
  held: HeldRevision,
  lesson: Types.ObjectId,
  release: ReleaseInput | null,
): Promise<LessonContent['release']> {
  if (release === null) return null
  const { rule } = release
  if (rule === 'afterDays') return { ...NO_RULE, rule, days: release.days }
  if (rule === 'onDate')
    return { ...NO_RULE, rule, at: startOfDay(release.day, held.revision.details.timeZone) }
  const target = toObjectId(release.lessonId)
  await requireMeetable(held, lesson, target)
  return { ...NO_RULE, rule, lesson: target }
}

async function requireMeetable(
  { course, revision }: HeldRevision,
  lesson: Types.ObjectId,
  target: Types.ObjectId,
): Promise<void> {
  const ids = lessonIdsOf(revision.modules)
  if (!ids.some((id) => id.equals(target))) throw refused(COURSE_REASONS.releaseLesson)
  const lessons = await readWorkingLessons(course._id, ids)
  const waitsFor = new Map(
    lessons.map((each) => [each.lesson.toHexString(), each.release?.lesson?.toHexString() ?? null]),
  )
  const seen = new Set<string>()
  for (let at: string | null = target.toHexString(); at !== null && !seen.has(at);) {
    if (at === lesson.toHexString()) throw refused(COURSE_REASONS.releaseCircle)
    seen.add(at)
    at = waitsFor.get(at) ?? null
  }
}

function refused(reason: string): AppError {
  return new AppError('invalid', 'Nobody could meet this rule.', { fields: { 'release.lessonId': reason } })
}

/**
 * What a video lesson shows; an upload's measures are its own, and the time it takes is the video's.
 *
 * @throws as `filmOf`
 */
export async function videoFields(
  viewer: Viewer,
  held: HeldRevision,
  video: VideoInput | null,
): Promise<Partial<LessonContent>> {
  if (video === null) return { video: null }
  const { source, url, posterUrl, mayMarkByHand = false, durationSeconds } = video
  const { file, captions } = await filmOf(viewer, held, { film: video, field: 'video' })
  return {
    video: {
      source,
      upload: file && toObjectId(file.uploadId),
      url: file === null ? url : null,
      durationSeconds,
      width: file?.width ?? null,
      height: file?.height ?? null,
      posterUrl: posterUrl ?? null,
      captions: captions.map(({ language, file: { uploadId } }) => ({
        language,
        upload: toObjectId(uploadId),
      })),
      mayMarkByHand,
    } as NonNullable<LessonContent['video']>,
    ...(durationSeconds > 0 && { durationMinutes: Math.max(1, Math.round(durationSeconds / 60)) }),
  }
}

/**
 * The files that a film is made of; none for a link.
 *
 * @throws invalid for an upload that is not a video, or is neither the viewer's nor the course's, and for a film that is
 *   neither a file nor a link; `fields` begin with `field`
 */
export async function filmOf(
  viewer: Viewer,
  held: HeldRevision,
  { film, field }: { film: TrailerInput; field: string },
) {
  const { source, uploadId, url, captions = [] } = film
  const known = await uploadsOfCourse(held.course._id)
  const file =
    source === 'upload' && uploadId
      ? await fileOf(viewer, { uploadId, kind: 'video', field: `${field}.uploadId`, known, held })
      : null
  if (file === null && !url) throw missing(`${field}.url`)
  const kept: { language: string; file: CourseFile }[] = []
  for (const { language, uploadId } of captions)
    kept.push({
      language,
      file: await fileOf(viewer, { uploadId, kind: 'captions', field: `${field}.captions`, known, held }),
    })
  return { file, captions: kept }
}

/** @throws invalid for an upload that is neither the viewer's nor the course's */
export async function fileFields(
  viewer: Viewer,
  held: HeldRevision,
  file: NonNullable<LessonChange['file']> | null,
): Promise<LessonContent['file']> {
  if (file === null) return null
  const known = await uploadsOfCourse(held.course._id)
  await fileOf(viewer, { uploadId: file.uploadId, kind: 'file', field: 'file.uploadId', known, held })
  return { upload: toObjectId(file.uploadId) }
}

export function embedFields(embed: NonNullable<LessonChange['embed']> | null): LessonContent['embed'] {
  return embed && { url: embed.url }
}

type Wanted = {
  uploadId: string
  kind: 'video' | 'captions' | 'file'
  field: string
  known: ReadonlySet<string>
  held: HeldRevision
}

async function fileOf(viewer: Viewer, { uploadId, kind, field, known, held }: Wanted) {
  const courseId = held.course._id.toHexString()
  const file = await getCourseFile(viewer, { uploadId, kind, courseId, isOfCourse: known.has(uploadId) })
  if (file === null) throw missing(field)
  return file
}

function missing(field: string): AppError {
  return new AppError('invalid', 'This file is not there.', { fields: { [field]: 'media.missing' } })
}
