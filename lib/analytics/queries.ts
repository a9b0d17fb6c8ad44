import 'server-only'
import type { Types } from 'mongoose'
import { COURSE_LIMITS } from '@/lib/courses/constants'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { notFound } from '@/lib/platform/errors'
import { countStuckByLesson, readTaught, toHead } from '@/lib/progress/queries/students'
import { readAnswersOfQuiz } from '@/lib/quizzes/queries/statistics'
import { dayAfter, dayOf } from '@/lib/utils/dates'
import { Course } from '@/models/course'
import { CourseDay } from '@/models/course-day'
import { Lesson } from '@/models/lesson'
import { LessonDay } from '@/models/lesson-day'
import { VideoRetention } from '@/models/video-retention'
import { ATTEMPTS_COUNTED, RETENTIONS_SHOWN, type AnalyticsRange } from './constants'
import type { CourseFigures, DayFigures, LessonFigures, QuizFigures, VideoFigures } from './dto'
import { itemFiguresOf } from './item-figures'

/**
 * What happened in a course over so many days up to today, for who teaches it, from the summaries that jobs keep. Nine
 * round trips, however many learners and lessons there are.
 */
export async function getCourseFigures(
  viewer: Viewer,
  { courseId, range }: { courseId: string; range: AnalyticsRange },
): Promise<CourseFigures> {
  const course = await readTaught(viewer, courseId)
  const to = dayOf(now(), course.timeZone)
  const from = new Date(Date.parse(`${to}T00:00:00Z`) - (range - 1) * 86_400_000).toISOString().slice(0, 10)
  const [days, sums, lessons, videos, stuck, order] = await Promise.all([
    CourseDay.find({ course: course._id, day: { $gte: from, $lte: to } }).lean(),
    sumLessons(course._id, from, to),
    readLessons(course._id),
    VideoRetention.find({ course: course._id }).limit(RETENTIONS_SHOWN).lean(),
    countStuckByLesson(course),
    readOrder(course._id),
  ])
  const placed = inOrder(lessons, order)
  return {
    course: toHead(viewer, course),
    range,
    from,
    to,
    days: everyDay(from, to, days),
    lessons: placed.map((lesson) => toLessonFigures(lesson, { sums, stuck })),
    videos: placed.flatMap((lesson) => toVideoFigures(lesson, videos)),
    quizzes: placed
      .filter(({ type, isPublished }) => type === 'quiz' && isPublished)
      .map(({ _id, title }) => ({ lessonId: _id.toHexString(), title })),
  }
}

/**
 * How hard each question of a quiz is, how well it tells who knows, and what is wrong most often, for who teaches the
 * course: from the newest finished attempts, as they are graded now. Four round trips.
 */
export async function getQuizFigures(
  viewer: Viewer,
  { courseId, lessonId }: { courseId: string; lessonId: string },
): Promise<QuizFigures> {
  const course = await readTaught(viewer, courseId)
  const lesson = await Lesson.findOne({ _id: toObjectId(lessonId), course: course._id, type: 'quiz' })
    .select({ title: 1 })
    .lean()
  if (lesson === null) throw notFound('There is no such quiz in this course.')
  const { attempts, scored, questions } = await readAnswersOfQuiz(lesson._id, ATTEMPTS_COUNTED)
  const figures = new Map(itemFiguresOf(scored).map((each) => [each.questionId, each]))
  return {
    title: lesson.title,
    attempts,
    questions: questions.flatMap((answers) => {
      const each = figures.get(answers.questionId)
      return each === undefined ? [] : [{ ...each, ...answers }]
    }),
  }
}

type Sums = Map<string, { started: number; completed: number }>

async function sumLessons(course: Types.ObjectId, from: string, to: string): Promise<Sums> {
  const rows = await LessonDay.aggregate<{ _id: Types.ObjectId; started: number; completed: number }>([
    { $match: { course, day: { $gte: from, $lte: to } } },
    { $group: { _id: '$lesson', started: { $sum: '$started' }, completed: { $sum: '$completed' } } },
  ])
  return new Map(rows.map(({ _id, started, completed }) => [_id.toHexString(), { started, completed }]))
}

type LessonRow = { _id: Types.ObjectId; title: string; type: string; isPublished: boolean }

function readLessons(course: Types.ObjectId): Promise<LessonRow[]> {
  // Lessons that have left the course are read too, so there may be more than a course has.
  const most = 2 * COURSE_LIMITS.lessons
  return Lesson.find({ course })
    .select({ title: 1, type: 1, isPublished: 1 })
    .limit(most)
    .batchSize(most)
    .lean()
}

async function readOrder(course: Types.ObjectId): Promise<Map<string, number>> {
  const row = await Course.findById(course).select({ 'modules.sections.lessonIds': 1 }).lean()
  const ids = (row?.modules ?? []).flatMap(({ sections }) => sections.flatMap(({ lessonIds }) => lessonIds))
  return new Map(ids.map((id, index) => [id.toHexString(), index]))
}

function inOrder(lessons: LessonRow[], order: Map<string, number>): LessonRow[] {
  const placeOf = ({ _id, isPublished }: LessonRow) =>
    (isPublished ? order.get(_id.toHexString()) : undefined) ?? Number.MAX_SAFE_INTEGER
  return lessons.toSorted((one, other) => placeOf(one) - placeOf(other))
}

function toLessonFigures(
  { _id, title, isPublished }: LessonRow,
  { sums, stuck }: { sums: Sums; stuck: Map<string, number> },
): LessonFigures {
  const lessonId = _id.toHexString()
  const { started, completed } = sums.get(lessonId) ?? { started: 0, completed: 0 }
  return { lessonId, title, isInCourse: isPublished, started, completed, stuckHere: stuck.get(lessonId) ?? 0 }
}

type RetentionRow = Omit<VideoFigures, 'lessonId' | 'title'> & { lesson: Types.ObjectId }

function toVideoFigures({ _id, title, isPublished }: LessonRow, rows: RetentionRow[]): VideoFigures[] {
  const row = rows.find(({ lesson }) => lesson.equals(_id))
  if (row === undefined || !isPublished) return []
  const { durationSeconds, bucketSeconds, viewers, buckets, countedAt } = row
  const lessonId = _id.toHexString()
  return [{ lessonId, title, durationSeconds, bucketSeconds, viewers, buckets: [...buckets], countedAt }]
}

type DayRow = { day: string; enrolled: number; completed: number; reviews: number; stars: number }

function everyDay(from: string, to: string, rows: DayRow[]): DayFigures[] {
  const kept = new Map(rows.map((row) => [row.day, row]))
  const days: DayFigures[] = []
  for (let day = from; day <= to; day = dayAfter(day)) {
    const { enrolled = 0, completed = 0, reviews = 0, stars = 0 } = kept.get(day) ?? {}
    days.push({ day, enrolled, completed, reviews, rating: reviews === 0 ? null : stars / reviews })
  }
  return days
}
