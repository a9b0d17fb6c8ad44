import 'server-only'
import type { Types } from 'mongoose'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { notFound } from '@/lib/platform/errors'
import { Lesson } from '@/models/lesson'
import { LessonRevision } from '@/models/lesson-revision'
import { contentOf, type LessonContent } from './lesson-content'
import { placeOf } from './outline'
import { changeRevision, requireVersion, type Edit, type HeldRevision, type RevisionChange } from './revision'

/** Where a lesson stood that was taken out. */
type Removed = { module: Types.ObjectId; section: Types.ObjectId; index: number; at: Date }
/** A lesson as its authors wrote it last: its working copy, else what learners see. */
export type WorkingLesson = LessonContent & {
  lesson: Types.ObjectId
  version: number
  removed: Removed | null
}
export type LessonUpdate = Omit<WorkingLesson, 'version'>

type Row = LessonContent & { _id: Types.ObjectId; version?: number }
type CopyRow = LessonContent & { lesson: Types.ObjectId; version: number; removed?: Removed | null }

/** These lessons of a course as they are written; those that were deleted for good are left out. In their order. */
export async function readWorkingLessons(
  course: Types.ObjectId,
  ids: readonly Types.ObjectId[],
): Promise<WorkingLesson[]> {
  const copies = await LessonRevision.find({ lesson: { $in: ids }, course })
    .limit(ids.length)
    .lean<CopyRow[]>()
  const copied = new Map(copies.map((row) => [row.lesson.toHexString(), row]))
  const others = ids.filter((id) => !copied.has(id.toHexString()))
  const rows = await Lesson.find({ _id: { $in: others }, course })
    .limit(others.length)
    .lean<Row[]>()
  const seen = new Map(rows.map((row) => [row._id.toHexString(), row]))
  return ids.flatMap((lesson) => {
    const row = copied.get(lesson.toHexString()) ?? seen.get(lesson.toHexString())
    if (row === undefined) return []
    const removed = 'removed' in row ? (row.removed ?? null) : null
    return [{ ...contentOf(row), lesson, version: row.version ?? 1, removed }]
  })
}

/** Writes working copies; the answer is what a change of the revision carries as `lessons`. */
export async function writeWorkingLessons(
  { course }: HeldRevision,
  lessons: readonly LessonUpdate[],
  edit: Edit,
): Promise<WorkingLesson[]> {
  const written = lessons.map((lesson) => ({ ...lesson, version: edit.version }))
  if (written.length > 0)
    await LessonRevision.bulkWrite(
      written.map(({ lesson, removed, ...content }) => ({
        updateOne: {
          filter: { lesson },
          update: { $set: { ...contentOf(content), ...edit, removed, course: course._id } },
          upsert: true,
        },
      })),
    )
  return written
}

/** The course of a lesson that authors know, published or not. */
export async function courseOfLesson(lessonId: string): Promise<Types.ObjectId> {
  const lesson = toObjectId(lessonId)
  const row =
    (await LessonRevision.findOne({ lesson }).select({ course: 1 }).lean()) ??
    (await Lesson.findById(lesson).select({ course: 1 }).lean())
  if (row === null) throw notFound('There is no such lesson.')
  return row.course
}

/** A write on one lesson; where `version` is named, guarded by it. One that was taken out is not found. */
export async function changeLesson<T>(
  viewer: Viewer,
  { lessonId, version }: { lessonId: string; version?: number },
  change: (held: HeldRevision, lesson: WorkingLesson) => Promise<RevisionChange<T>>,
): Promise<T> {
  if (viewer.kind === 'visitor') requireMember(viewer)
  const course = await courseOfLesson(lessonId)
  return changeRevision(viewer, { courseId: course.toHexString() }, async (held) => {
    const [lesson] = await readWorkingLessons(course, [toObjectId(lessonId)])
    if (lesson === undefined || !isInOutline(held, lesson.lesson)) throw notFound('There is no such lesson.')
    if (version !== undefined) requireVersion(lesson.version, version)
    return change(held, lesson)
  })
}

export function isInOutline({ revision }: HeldRevision, lesson: Types.ObjectId): boolean {
  return placeOf(revision.modules, lesson) !== null
}
