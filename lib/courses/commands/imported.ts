import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import { Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { changed } from '@/lib/platform/cache'
import { onDuplicateKey } from '@/lib/platform/db/duplicate-key'
import { inTransaction } from '@/lib/platform/db/transaction'
import { AppError, forbidden } from '@/lib/platform/errors'
import { emit } from '@/lib/platform/jobs/events'
import { endOfDay, startOfDay } from '@/lib/utils/dates'
import { isTimeZone } from '@/lib/utils/time-zones'
import { Course, type CourseFields } from '@/models/course'
import { CourseRevision } from '@/models/course-revision'
import { Lesson } from '@/models/lesson'
import { COURSE_LIMITS, COURSE_REASONS } from '../constants'
import { courseOutlineChanged, lessonsAdded } from '../events'
import type { Bodies } from '../import/bodies'
import type { FinishedMedia } from '../import/lesson-media'
import type { BringIn } from '../lesson-archive'
import type { CoursePlan, PlannedLesson } from '../import/plan'
import { plannedLessons } from '../import/plan'
import { canCreateCourse, canEditCourse } from '../policy'
import { tagsOfCourse } from '../page-tags'
import type { CategoryKey } from './categories'
import { saveParts } from './imported-parts'
import { refreshListing } from './listing'
import {
  lessonMediaFields,
  releaseFields,
  settleVisibility,
  trailerFields,
  uploadIdsOf,
} from './imported-media'

export type ImportCounts = { isNew: boolean; created: number; updated: number; unchanged: number }
export type ImportedCourse = {
  plan: CoursePlan
  bodies: Bodies
  /** By path of the file. */
  ids: Map<string, Types.ObjectId>
  instructor: Types.ObjectId
  category: CategoryKey | null
  thumbnail: { url: string; width: number; height: number } | null
  media: FinishedMedia
  /** What domains above keep of the whole course. */
  archives: BringIn<Types.ObjectId>[]
}
type Saved = ImportCounts & { courseId: string; withdrawn: string[]; unusedUploadIds: string[] }
type CourseRow = { _id: Types.ObjectId } & Pick<
  CourseFields,
  'instructor' | 'coInstructors' | 'modules' | 'status' | 'trailer' | 'publishedAt'
>

/** Writes an imported course and its lessons in one transaction; the course of the same slug is brought up to date. */
export async function saveImportedCourse(viewer: Viewer, imported: ImportedCourse): Promise<Saved> {
  const { plan } = imported
  return onDuplicateKey(
    () =>
      inTransaction(async () => {
        const before = await Course.findOne({ slug: plan.slug }).lean()
        requireRight(viewer, before, imported.instructor)
        if (before !== null) await requireNoRevision(viewer, before._id)
        const courseId = before?._id ?? new Types.ObjectId()
        const { added, uploadsBefore, written, ...counts } = await saveLessons(courseId, imported)
        const isPublished = before?.publishedAt != null
        const inside = await saveParts(viewer, imported, { course: courseId, isPublished })
        const saved = withPartsChanged(counts, [...inside].filter((id) => !written.has(id)).length)
        const fields = courseFields(imported, before)
        const needed = await settleVisibility(viewer, { course: courseId, trailer: fields.trailer })
        const uploads = new Set([...uploadsBefore, ...uploadIdsOf({ trailer: before?.trailer })])
        const answer = {
          ...saved,
          unusedUploadIds: [...uploads].filter((id) => !needed.has(id)),
          courseId: courseId.toHexString(),
          isNew: before === null,
        }
        const areLessonsSame = saved.created + saved.updated + saved.withdrawn.length === 0
        if (before !== null && areLessonsSame && isSame(before, fields)) return answer
        await Course.updateOne({ _id: courseId }, { $set: fields, $inc: { version: 1 } }, { upsert: true })
        await refreshListing(viewer, { courseId: courseId.toHexString() })
        if (before !== null) await emit(courseOutlineChanged, { courseId: courseId.toHexString() })
        if (before?.status === 'published' && added.length > 0)
          await emit(lessonsAdded, { courseId: courseId.toHexString(), lessonIds: added })
        await changed(...tagsOfCourse(courseId, plan.slug), 'catalogue', 'home')
        return answer
      }),
    () => new AppError('conflict', 'Another course has this address.', { reason: COURSE_REASONS.slugTaken }),
  )
}

/** A lesson of which only the quiz or the assignment differs was changed as well. */
function withPartsChanged<T extends Pick<ImportCounts, 'updated' | 'unchanged'>>(counts: T, more: number): T {
  return { ...counts, updated: counts.updated + more, unchanged: counts.unchanged - more }
}

/** Whether a row says all of this already; nothing is written then, and “last changed” stays true. */
function isSame(row: Record<string, unknown>, fields: Record<string, unknown>): boolean {
  return Object.entries(fields).every(([name, value]) => isDeepStrictEqual(row[name], value))
}

function requireRight(viewer: Viewer, before: CourseRow | null, instructor: Types.ObjectId): void {
  if (before === null) {
    if (canCreateCourse(viewer, instructor.toHexString())) return
    throw forbidden()
  }
  requireRightToBringIn(viewer, before)
}

/** Refuses with the reason that the address is taken, whatever the course is: more is not the viewer's to know. */
export function requireRightToBringIn(
  viewer: Viewer,
  course: Pick<CourseRow, 'instructor' | 'coInstructors'>,
): void {
  const rights = {
    instructor: course.instructor?.toHexString() ?? null,
    coInstructors: course.coInstructors.map((id) => id.toHexString()),
  }
  if (canEditCourse(viewer, rights)) return
  throw new AppError('conflict', 'Another course has this address.', { reason: COURSE_REASONS.slugTaken })
}

/** What authors have written and not published yet must not be laid over what an import brings, nor be lost by it. */
export async function requireNoRevision(_viewer: Viewer, course: Types.ObjectId): Promise<void> {
  if ((await CourseRevision.exists({ course, isPending: true })) === null) return
  throw new AppError('conflict', 'The course has changes that are not published.', {
    reason: COURSE_REASONS.openRevision,
  })
}

type LessonCounts = Pick<Saved, 'created' | 'updated' | 'unchanged' | 'withdrawn'> & {
  uploadsBefore: string[]
  /** Ids of the lessons that learners see from now on, new ones and those that come back, in the course's order. */
  added: string[]
  /** Ids of the lessons whose own row was written. */
  written: Set<string>
}

/** Only lessons that differ are written, so that “last changed” means it; those whose files are gone are withdrawn. */
async function saveLessons(course: Types.ObjectId, imported: ImportedCourse): Promise<LessonCounts> {
  const rows = await Lesson.find({ course, importKey: { $exists: true } })
    .limit(2 * COURSE_LIMITS.lessons)
    .lean()
  const before = new Map(rows.map((row) => [row._id.toHexString(), row]))
  const lessons = plannedLessons(imported.plan).map((lesson) => ({
    _id: imported.ids.get(lesson.path) ?? new Types.ObjectId(),
    key: lesson.key,
    fields: lessonFields(lesson, imported),
  }))
  const changedLessons = lessons.filter(({ _id, fields }) => {
    const row = before.get(_id.toHexString())
    return row !== undefined && !isSame(row, fields)
  })
  const newLessons = lessons.filter(({ _id }) => !before.has(_id.toHexString()))
  const kept = new Set(lessons.map(({ _id }) => _id.toHexString()))
  const gone = rows.filter((row) => row.isPublished && !kept.has(row._id.toHexString()))

  await Lesson.insertMany(
    newLessons.map(({ _id, key, fields }) => ({ _id, course, importKey: key, ...fields })),
  )
  await Lesson.bulkWrite([
    ...changedLessons.map(({ _id, fields }) => ({
      updateOne: { filter: { _id }, update: { $set: fields, $inc: { version: 1 } } },
    })),
    ...gone.map(({ _id }) => ({
      updateOne: { filter: { _id }, update: { $set: { isPublished: false }, $inc: { version: 1 } } },
    })),
  ])
  return {
    created: newLessons.length,
    updated: changedLessons.length,
    unchanged: lessons.length - newLessons.length - changedLessons.length,
    withdrawn: gone.map(({ importKey }) => importKey ?? ''),
    uploadsBefore: rows.flatMap(uploadIdsOf),
    written: new Set([...newLessons, ...changedLessons].map(({ _id }) => _id.toHexString())),
    added: lessons.map(({ _id }) => _id.toHexString()).filter((id) => before.get(id)?.isPublished !== true),
  }
}

function lessonFields(lesson: PlannedLesson, { plan, bodies, media, ids }: ImportedCourse) {
  const { title, slug, description, isPreview, isRequired, path } = lesson
  const shown = media.ofLesson.get(path) ?? TEXT_ALONE
  const { timeZone } = scheduleOf(plan.fields)
  return {
    ...lessonMediaFields(shown, lesson.media.markByHand ?? false),
    release: releaseFields(shown.release, { timeZone, idOfPath: (file) => ids.get(file) }),
    title,
    slug,
    description,
    body: bodies.byPath.get(path) ?? '',
    durationMinutes: minutesOf(lesson, media),
    isPreview,
    isRequired,
    isPublished: true,
  } as const
}

const TEXT_ALONE = { type: 'article', video: null, file: null, embedUrl: null, release: null } as const

function minutesOf({ path, durationMinutes }: PlannedLesson, media: FinishedMedia): number {
  return media.ofLesson.get(path)?.durationMinutes ?? durationMinutes
}

function courseFields(imported: ImportedCourse, before: CourseRow | null) {
  const { plan, bodies, category, thumbnail, instructor } = imported
  const { fields } = plan
  const lessons = plannedLessons(plan)
  return {
    title: plan.title,
    subtitle: fields.subtitle ?? '',
    tags: fields.tags ?? [],
    language: fields.language ?? ('en' as const),
    slug: plan.slug,
    description: bodies.description,
    outcomes: fields.outcomes ?? [],
    requirements: fields.requirements ?? [],
    level: fields.level ?? ('Beginner' as const),
    price: fields.price ?? { amount: 0, currency: 'EUR' },
    category: category?.id ?? null,
    categorySlug: category?.slug ?? null,
    thumbnail: thumbnail && { url: thumbnail.url, width: thumbnail.width, height: thumbnail.height },
    trailer: trailerFields(imported.media.trailer),
    ...scheduleOf(fields),
    modules: modulesOf(imported, before),
    lessonCount: lessons.length,
    durationMinutes: lessons.reduce((sum, lesson) => sum + minutesOf(lesson, imported.media), 0),
    ...(before === null ? { instructor, status: 'draft' as const } : {}),
  }
}

/** A module keeps its id while it keeps its title, wherever it moves; so do the sections in it. */
function modulesOf({ plan, ids }: ImportedCourse, before: CourseRow | null) {
  return plan.modules.map((module) => {
    const known = before?.modules.find(({ title }) => title === module.title)
    return {
      _id: known?._id ?? new Types.ObjectId(),
      title: module.title,
      description: module.description,
      sections: module.sections.map((section) => ({
        _id: known?.sections.find(({ title }) => title === section.title)?._id ?? new Types.ObjectId(),
        title: section.title,
        subtopics: [],
        lessonIds: section.lessons.flatMap(({ path }) => ids.get(path) ?? []),
      })),
    }
  })
}

function scheduleOf({ startDate, endDate, timeZone }: CoursePlan['fields']) {
  const zone = timeZone !== undefined && isTimeZone(timeZone) ? timeZone : 'UTC'
  return {
    timeZone: zone,
    startDate: startDate === undefined ? null : startOfDay(startDate, zone),
    endDate: endDate === undefined ? null : endOfDay(endDate, zone),
  }
}
