import 'server-only'
import { type Types } from 'mongoose'
import { forgetCourseFiles } from '@/lib/media/commands/course-files'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { changed } from '@/lib/platform/cache'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { notFound } from '@/lib/platform/errors'
import { emit } from '@/lib/platform/jobs/events'
import { Course, type CourseFields } from '@/models/course'
import { CourseRevision } from '@/models/course-revision'
import { Lesson, type LessonFields } from '@/models/lesson'
import { LessonRevision, type LessonRevisionFields } from '@/models/lesson-revision'
import { COURSE_LIMITS, COURSE_REASONS, type LessonType } from '../constants'
import { courseApproved, courseOutlineChanged, lessonsAdded } from '../events'
import { lessonParts } from '../lesson-parts'
import { tagsOfCourse } from '../page-tags'
import type { CourseApproval } from '../schema/course'
import { applyToRows, lessonIdsOf } from './applying'
import { settleVisibility, uploadIdsOf } from './imported-media'
import { refreshListing } from './listing'
import { requireReviewer, requireSubmitted } from './review'
import { conflict, type RevisionRow } from './revision'

type CourseRow = { _id: Types.ObjectId } & Pick<
  CourseFields,
  'slug' | 'status' | 'lessonCount' | 'publishedAt' | 'version' | 'trailer'
>
type LessonRow = { _id: Types.ObjectId } & Pick<LessonFields, 'type' | 'isPublished' | 'video' | 'file'>
type CopyRow = Omit<LessonRevisionFields, 'removed'> & { removed?: object | null }

/**
 * Lays what waits for review over what learners see, whole or not at all: details, outline, lessons and what belongs to
 * their types. `version` is that of the revision that was looked at. A course that nobody holds a working copy of, as an
 * imported one, is put into the catalogue as it is; one that is there already stays.
 *
 * @throws forbidden; conflict (`course.not_in_review`, `course.no_lessons`); precondition (`course.changed_meanwhile`)
 */
export async function publishCourse(viewer: Viewer, { courseId, version }: CourseApproval): Promise<void> {
  const by = requireReviewer(viewer)
  const _id = toObjectId(courseId)
  const unusedUploads = await inTransaction(async () => {
    const course = await Course.findById(_id)
      .select('slug status lessonCount publishedAt version trailer')
      .lean<CourseRow>()
    if (course === null) throw notFound('There is no such course.')
    const revision = await CourseRevision.findOne({ course: _id, isPending: true }).lean<RevisionRow>()
    if (revision === null) {
      await publishRows(viewer, course)
      return []
    }
    await requireSubmitted(courseId, version ?? revision.clock)
    const unused = await publishRevision(viewer, course, revision)
    await CourseRevision.updateOne(
      { _id: revision._id },
      {
        $set: {
          state: 'published',
          isPending: false,
          removedModules: [],
          removedSections: [],
          comment: '',
          decidedAt: now(),
          decidedBy: by,
        },
      },
    )
    await forgetOldRevisions(_id)
    return unused
  })
  await forgetCourseFiles(viewer, { uploadIds: unusedUploads })
}

/** A course without a working copy. */
async function publishRows(viewer: Viewer, course: CourseRow): Promise<void> {
  if (course.status === 'published') return
  if (course.lessonCount === 0) throw conflict('The course has no lessons.', COURSE_REASONS.noLessons)
  const lessons = await Lesson.find({ course: course._id, isPublished: true })
    .select({ _id: 1 })
    .limit(COURSE_LIMITS.lessons)
    .lean()
  await publishParts(
    course._id,
    lessons.map(({ _id }) => _id),
  )
  await enterCatalogue(viewer, course, course.version)
}

/** Answers the uploads that nothing of the course names any more. */
async function publishRevision(viewer: Viewer, course: CourseRow, revision: RevisionRow): Promise<string[]> {
  const { _id } = course
  const outline = lessonIdsOf(revision.modules)
  if (outline.length === 0) throw conflict('The course has no lessons.', COURSE_REASONS.noLessons)
  const stays = new Set(outline.map(String))
  const before = await Lesson.find({ course: _id }).select('type isPublished video file').lean<LessonRow[]>()
  const copies = await LessonRevision.find({ course: _id })
    .limit(2 * COURSE_LIMITS.lessons)
    .lean<CopyRow[]>()
  const written = copies.filter(({ lesson }) => stays.has(lesson.toHexString()))

  await applyToRows(viewer, _id, {
    details: revision.details,
    modules: revision.modules,
    lessons: written.map((copy) => ({ ...copy, removed: null })),
  })
  await withdrawOthers(course, { outline, copies, before })
  await publishParts(_id, outline)
  await LessonRevision.deleteMany({ course: _id })
  const trailer = revision.details.trailer ?? null
  const needed = await settleVisibility(viewer, { course: _id, trailer: trailer as Trailer })
  await enterCatalogue(viewer, course, revision.clock)
  await tell(course, { outline, before })
  const uploads = [...before, ...copies, { trailer: course.trailer }].flatMap(uploadIdsOf)
  return [...new Set(uploads)].filter((id) => !needed.has(id))
}

type Trailer = Parameters<typeof settleVisibility>[1]['trailer']
type Lessons = {
  outline: readonly Types.ObjectId[]
  copies: readonly CopyRow[]
  before: readonly LessonRow[]
}

/** A lesson that was never seen and has been taken out is gone; one that learners may have marks in is kept, unshown. */
async function withdrawOthers(course: CourseRow, { outline, copies, before }: Lessons): Promise<void> {
  const { _id } = course
  const stays = new Set(outline.map(String))
  const isSeen = course.publishedAt != null
  const seen = new Set(isSeen ? before.map(({ _id }) => _id.toHexString()) : [])
  await Lesson.updateMany(
    { course: _id, isPublished: true, _id: { $nin: outline } },
    { $set: { isPublished: false }, $inc: { version: 1 } },
  )
  const types = new Map<string, LessonType>([
    ...(isSeen ? [] : before.map(({ _id, type }) => [_id.toHexString(), type] as const)),
    ...copies.map(({ lesson, type }) => [lesson.toHexString(), type] as const),
  ])
  const gone = [...types].filter(([id]) => !stays.has(id) && !seen.has(id))
  if (gone.length === 0) return
  await Lesson.deleteMany({ course: _id, _id: { $in: gone.map(([id]) => toObjectId(id)) } })
  for (const part of lessonParts()) {
    const ids = gone.filter(([, type]) => type === part.type).map(([id]) => toObjectId(id))
    if (ids.length > 0) await part.remove(ids)
  }
}

async function publishParts(course: Types.ObjectId, outline: readonly Types.ObjectId[]): Promise<void> {
  for (const part of lessonParts()) {
    const rows = await Lesson.find({ course, _id: { $in: outline }, type: part.type })
      .select({ _id: 1 })
      .lean()
    if (rows.length > 0) await part.publish(rows.map(({ _id }) => _id))
  }
}

/** The course's version goes beyond every version of the working copy, so that an old page never seems up to date. */
async function enterCatalogue(viewer: Viewer, course: CourseRow, clock: number): Promise<void> {
  const { _id, slug, status, version, publishedAt } = course
  await Course.updateOne(
    { _id, status },
    {
      $set: {
        status: 'published',
        publishedAt: publishedAt ?? now(),
        version: Math.max(version, clock) + 1,
      },
    },
  )
  await refreshListing(viewer, { courseId: _id.toHexString() })
  const { slug: present } = (await Course.findById(_id).select({ slug: 1 }).lean()) ?? { slug }
  await changed(...new Set([...tagsOfCourse(_id, slug), ...tagsOfCourse(_id, present)]), 'catalogue', 'home')
}

async function tell(
  { _id, publishedAt }: CourseRow,
  { outline, before }: Pick<Lessons, 'outline' | 'before'>,
): Promise<void> {
  const courseId = _id.toHexString()
  await emit(courseApproved, { courseId, isFirst: publishedAt == null })
  if (publishedAt == null) return
  await emit(courseOutlineChanged, { courseId })
  const shown = new Set(before.filter(({ isPublished }) => isPublished).map(({ _id }) => _id.toHexString()))
  const added = outline.map(String).filter((id) => !shown.has(id))
  if (added.length > 0) await emit(lessonsAdded, { courseId, lessonIds: added })
}

async function forgetOldRevisions(course: Types.ObjectId): Promise<void> {
  const oldest = await CourseRevision.findOne({ course })
    .sort({ number: -1 })
    .skip(COURSE_LIMITS.publishedRevisions)
    .select({ number: 1 })
    .lean()
  if (oldest !== null) await CourseRevision.deleteMany({ course, number: { $lte: oldest.number } })
}
