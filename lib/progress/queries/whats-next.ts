import 'server-only'
import type { PipelineStage, Types } from 'mongoose'
import { CARD_FIELDS, lessonsOf, toCourseCard, toOutline, type DetailsRow } from '@/lib/courses/dto'
import { JOIN_CATEGORY_AND_INSTRUCTOR, JOIN_LESSONS } from '@/lib/courses/queries/stages'
import type { Member } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { toAccommodations } from '@/lib/quizzes/dto/accommodations'
import type { AccommodationFields } from '@/models/accommodation'
import { Course } from '@/models/course'
import { DASHBOARD_LIMITS } from '../constants'
import { moduleTitleOf, type Continuation, type CourseNews } from '../dto'
import { lessonToContinue } from '../percent'
import { openingsOf } from '../release'
import type { RecentCourse } from './recent-courses'

export type WhatsNext = { continuation: Continuation | null; news: CourseNews[] }

type GivenRow = AccommodationFields
type Mark = { course: Types.ObjectId; lesson: Types.ObjectId } & {
  status: 'started' | 'completed'
  positionSeconds?: number
}
type NewsRow = {
  _id: Types.ObjectId
  added: { _id: Types.ObjectId; title: string; createdAt: Date }[]
  course: Pick<CourseNews['course'], 'slug' | 'title' | 'language'>
}

/** Learners may open these; see `canKeepReading` of lib/courses. */
const IS_THERE = { status: { $in: ['published', 'archived'] } } as const

/**
 * Of the courses a person opened last: the lesson to go on with, in the first in which one is open and not done, and
 * what was added to them since. One round trip; of older courses a notification told.
 */
export async function readWhatsNext(member: Member, recent: readonly RecentCourse[]): Promise<WhatsNext> {
  if (recent.length === 0) return { continuation: null, news: [] }
  const unfinished = recent
    .filter(({ progress }) => progress < 100)
    .slice(0, DASHBOARD_LIMITS.unfinishedCourses)
  const user = toObjectId(member.userId)
  const rows = await Course.aggregate<DetailsRow | Mark | NewsRow | GivenRow>([
    ...openCourses(unfinished),
    { $unionWith: { coll: 'lessonProgress', pipeline: marksIn(unfinished, user) } },
    { $unionWith: { coll: 'accommodations', pipeline: givenIn(unfinished, user) } },
    { $unionWith: { coll: 'lessons', pipeline: addedLessons(recent) } },
  ])
  const byId = new Map(recent.map((each) => [each.course.toHexString(), each]))
  const marks = rows.filter((row): row is Mark => 'lesson' in row)
  const open = rows.filter((row): row is DetailsRow => 'lessonRows' in row)
  const given = rows.filter((row): row is GivenRow => 'laterDays' in row)
  const found = open.map((row) => continuationIn(row, byId.get(row._id.toHexString()), { marks, given }))
  const order = recent.map(({ course }) => course.toHexString())
  const placeOf = ({ course }: CourseNews) => order.indexOf(course.id)
  const news = rows.flatMap((row) => ('added' in row ? [toNews(row)] : []))
  return {
    continuation: found.find((each) => each !== null) ?? null,
    news: news.toSorted((a, b) => placeOf(a) - placeOf(b)).slice(0, DASHBOARD_LIMITS.newCoursesShown),
  }
}

/** The few courses to go on with, opened last first: begun, there, and not done. */
function openCourses(unfinished: readonly RecentCourse[]): PipelineStage[] {
  const ids = unfinished.map(({ course }) => course)
  return [
    {
      $match: {
        _id: { $in: ids },
        ...IS_THERE,
        $or: [{ startDate: null }, { startDate: { $lte: now() } }],
      },
    },
    { $project: { ...CARD_FIELDS, category: 1, instructor: 1, modules: 1 } },
    { $set: { place: { $indexOfArray: [ids, '$_id'] } } },
    { $sort: { place: 1 } },
    { $limit: DASHBOARD_LIMITS.continuations },
    ...JOIN_CATEGORY_AND_INSTRUCTOR,
    JOIN_LESSONS,
  ]
}

/** What the person has done and begun in these courses: a range of the index a course, however many others learn there. */
function marksIn(
  unfinished: readonly RecentCourse[],
  user: Types.ObjectId,
): PipelineStage.FacetPipelineStage[] {
  return [
    { $match: { user, course: { $in: unfinished.map(({ course }) => course) } } },
    { $project: { _id: 0, course: 1, lesson: 1, status: 1, positionSeconds: 1 } },
  ]
}

/** What the person gets beyond others in these courses: at most a row a course. */
function givenIn(
  unfinished: readonly RecentCourse[],
  user: Types.ObjectId,
): PipelineStage.FacetPipelineStage[] {
  return [{ $match: { user, course: { $in: unfinished.map(({ course }) => course) } } }]
}

/** What was added to each course since its learner opened it: one short range of the index a course. */
function addedLessons(recent: readonly RecentCourse[]): PipelineStage.FacetPipelineStage[] {
  const since = recent.map(({ course, lastAccessedAt }) => ({
    course,
    isPublished: true,
    createdAt: { $gt: lastAccessedAt },
  }))
  return [
    { $match: { $or: since } },
    { $sort: { createdAt: 1, _id: 1 } },
    { $limit: DASHBOARD_LIMITS.newLessonsRead },
    { $project: { course: 1, title: 1, createdAt: 1 } },
    {
      $group: {
        _id: '$course',
        added: { $push: { _id: '$_id', title: '$title', createdAt: '$createdAt' } },
      },
    },
    {
      $lookup: {
        from: 'courses',
        localField: '_id',
        foreignField: '_id',
        pipeline: [{ $match: IS_THERE }, { $project: { _id: 0, slug: 1, title: 1, language: 1 } }],
        as: 'course',
      },
    },
    { $unwind: '$course' },
  ]
}

function continuationIn(
  row: DetailsRow,
  recent: RecentCourse | undefined,
  all: { marks: readonly Mark[]; given: readonly GivenRow[] },
): Continuation | null {
  if (recent === undefined) return null
  const moment = now()
  const marks = all.marks.filter(({ course }) => course.equals(row._id))
  const given = toAccommodations(all.given.find(({ course }) => course.equals(row._id)))
  const outline = toOutline(row.modules, row.lessonRows)
  const lessons = lessonsOf(outline)
  const idsOf = (status: Mark['status']) =>
    new Set(marks.filter((mark) => mark.status === status).map(({ lesson }) => lesson.toHexString()))
  const [done, started] = [idsOf('completed'), idsOf('started')]
  const { enrolledAt, progress, lastLesson } = recent
  const standing = { enrolledAt, doneLessonIds: done, startedLessonIds: started }
  const shut = openingsOf(lessons, { ...standing, given, moment })
  const open = lessons.filter(({ id }) => shut[id] === undefined)
  const lesson = lessonToContinue(open, done, lastLesson?.toHexString() ?? null)
  if (lesson === null) return null
  const mark = marks.find((each) => each.lesson.toHexString() === lesson.id)
  return {
    course: toCourseCard(row, moment),
    progress,
    lesson,
    moduleTitle: moduleTitleOf(outline, lesson.id),
    positionSeconds: lesson.type === 'video' ? Math.floor(mark?.positionSeconds ?? 0) : 0,
  }
}

function toNews({ _id, added, course }: NewsRow): CourseNews {
  return {
    course: { id: _id.toHexString(), ...course },
    count: added.length,
    lessons: added
      .slice(0, DASHBOARD_LIMITS.newLessonsShown)
      .map((lesson) => ({ id: lesson._id.toHexString(), title: lesson.title })),
  }
}
