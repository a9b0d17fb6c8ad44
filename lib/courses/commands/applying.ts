import 'server-only'
import type { Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { Course, type CourseFields } from '@/models/course'
import type { CourseRevisionFields } from '@/models/course-revision'
import { Lesson } from '@/models/lesson'
import { COURSE_LIMITS } from '../constants'
import { refreshListing } from './listing'
import { contentOf, type LessonContent } from './lesson-content'

export type SectionRow = {
  _id: Types.ObjectId
  title: string
  subtopics: string[]
  lessonIds: Types.ObjectId[]
}
export type ModuleRow = {
  _id: Types.ObjectId
  title: string
  description: string
  sections: SectionRow[]
}

/** What of a working copy is laid over the rows that learners see. */
export type Application = {
  details?: NonNullable<CourseRevisionFields['details']>
  modules?: readonly ModuleRow[]
  lessons: readonly (LessonContent & { lesson: Types.ObjectId; version: number; removed?: object | null })[]
}

/**
 * Lays parts of a working copy over the rows that learners see, with the sums that follow from them. Publishing uses it
 * for everything at once, and each edit of a course that nobody has seen yet for what it changed.
 */
export async function applyToRows(
  viewer: Viewer,
  course: Types.ObjectId,
  { details, modules, lessons }: Application,
): Promise<void> {
  if (lessons.length > 0) {
    await Lesson.bulkWrite(
      lessons.map(({ lesson, version, removed, ...content }) => ({
        updateOne: {
          filter: { _id: lesson },
          update: {
            $set: { ...contentOf(content), version, isPublished: removed == null },
            $setOnInsert: { course },
          },
          upsert: true,
        },
      })),
    )
  }
  const outline = modules?.map(toPlainModule) ?? (lessons.length > 0 ? await readModules(course) : undefined)
  const sums = outline === undefined ? {} : await sumsOf(course, lessonIdsOf(outline))
  const set = { ...details, ...(modules && { modules: outline }), ...sums }
  if (Object.keys(set).length === 0) return
  await Course.updateOne({ _id: course }, { $set: set })
  if (details !== undefined) await refreshListing(viewer, { courseId: course.toHexString() })
}

/** Every lesson of an outline, in order. */
export function lessonIdsOf(modules: readonly ModuleRow[]): Types.ObjectId[] {
  return modules.flatMap(({ sections }) => sections.flatMap(({ lessonIds }) => lessonIds))
}

/** A module without who edited it. */
function toPlainModule({ _id, title, description, sections }: ModuleRow): ModuleRow {
  return { _id, title, description, sections }
}

async function readModules(_id: Types.ObjectId): Promise<ModuleRow[]> {
  const row = await Course.findById(_id).select({ modules: 1 }).lean<{ modules: ModuleRow[] }>()
  return row?.modules ?? []
}

/** Over the lessons that learners see. */
async function sumsOf(
  course: Types.ObjectId,
  lessonIds: readonly Types.ObjectId[],
): Promise<Pick<CourseFields, 'lessonCount' | 'durationMinutes'>> {
  const rows = await Lesson.find({ course, isPublished: true })
    .select({ durationMinutes: 1 })
    .limit(2 * COURSE_LIMITS.lessons)
    .lean()
  const minutes = new Map(rows.map(({ _id, durationMinutes }) => [_id.toHexString(), durationMinutes]))
  const shown = lessonIds.flatMap((id) => minutes.get(id.toHexString()) ?? [])
  return { lessonCount: shown.length, durationMinutes: shown.reduce((sum, each) => sum + each, 0) }
}
