import type { Types } from 'mongoose'
import { LEARNING_STATUSES } from '@/lib/enrollments/constants'
import { courseStandingChanged } from '@/lib/courses/events'
import { changed } from '@/lib/platform/cache'
import { inTransaction } from '@/lib/platform/db/transaction'
import { emit } from '@/lib/platform/jobs/events'
import { ratingOf } from '@/lib/utils/rating'
import { Course } from '@/models/course'
import { Enrollment } from '@/models/enrollment'
import { Lesson } from '@/models/lesson'
import { LessonProgress } from '@/models/lesson-progress'
import { Review } from '@/models/review'
import { compare, inSteps, type Finding, type Row } from './finding'

const COURSES_PER_STEP = 100

/** What a course keeps of its lessons, learners and reviews, and what its lessons keep of their viewers. */
export async function* checkCourses(): AsyncGenerator<Row> {
  const steps = inSteps(COURSES_PER_STEP, (after, size) =>
    Course.find(after).sort({ _id: 1 }).limit(size).select({ _id: 1 }).lean(),
  )
  for await (const step of steps) {
    for (const { _id } of step) yield [...(await checkCounts(_id)), ...(await checkViews(_id))]
  }
}

async function checkCounts(_id: Types.ObjectId): Promise<Finding[]> {
  const [stored, counted] = [await readStored(_id), await count(_id)]
  return stored === null
    ? []
    : compare({ where: `courses ${_id}`, mend: () => mendCourse(_id) }, stored, counted)
}

/** Read and written in one transaction: who enrols or reviews meanwhile conflicts with it and is counted. */
async function mendCourse(_id: Types.ObjectId): Promise<void> {
  await inTransaction(async () => {
    const { ratingCount, ratingAverage, histogram, ...sums } = await count(_id)
    const rating = { average: ratingAverage, count: ratingCount, histogram }
    const course = await Course.findOneAndUpdate(
      { _id },
      { $set: { ...sums, rating } },
      { timestamps: false, returnDocument: 'after' },
    )
      .select({ slug: 1 })
      .lean()
    if (course === null) return
    // The catalogue finds and sorts by these numbers.
    await emit(courseStandingChanged, { courseId: _id.toHexString() })
    const own = [`course:${_id}`, `course-card:${_id}`, `course-slug:${course.slug}`]
    await changed(...own, 'catalogue', 'home')
  })
}

async function readStored(_id: Types.ObjectId) {
  const course = await Course.findById(_id)
    .select({ lessonCount: 1, durationMinutes: 1, enrollmentCount: 1, rating: 1 })
    .lean()
  if (course === null) return null
  const { lessonCount, durationMinutes, enrollmentCount, rating } = course
  return {
    lessonCount,
    durationMinutes,
    enrollmentCount,
    ratingCount: rating?.count ?? 0,
    ratingAverage: rating?.average ?? 0,
    histogram: rating?.histogram ?? [],
  }
}

async function count(course: Types.ObjectId) {
  const [lessons] = await Lesson.aggregate<{ lessonCount: number; durationMinutes: number }>([
    { $match: { course, isPublished: true } },
    { $group: { _id: null, lessonCount: { $sum: 1 }, durationMinutes: { $sum: '$durationMinutes' } } },
    { $project: { _id: 0 } },
  ])
  const enrollmentCount = await Enrollment.countDocuments({ course, status: { $in: LEARNING_STATUSES } })
  const reviews = await Review.aggregate<{ _id: number; count: number }>([
    { $match: { course } },
    { $group: { _id: '$rating', count: { $sum: 1 } } },
  ])
  const withStars = (stars: number) => reviews.find(({ _id }) => _id === stars)?.count ?? 0
  const rating = ratingOf([withStars(1), withStars(2), withStars(3), withStars(4), withStars(5)])
  return {
    ...(lessons ?? { lessonCount: 0, durationMinutes: 0 }),
    enrollmentCount,
    ratingCount: rating.count,
    ratingAverage: rating.average,
    histogram: [...rating.histogram],
  }
}

/** Views of people who have left the academy are kept, so there may be more of them than can be counted, but never fewer. */
async function checkViews(course: Types.ObjectId): Promise<Finding[]> {
  const viewers = await LessonProgress.aggregate<{ _id: Types.ObjectId; count: number }>([
    { $match: { course, viewedOn: { $type: 'string' } } },
    { $group: { _id: '$lesson', count: { $sum: 1 } } },
  ])
  if (viewers.length === 0) return []
  const lessons = await Lesson.find({ _id: { $in: viewers.map(({ _id }) => _id) } })
    .select({ views: 1 })
    .lean()
  const stored = new Map(lessons.map(({ _id, views }) => [_id.toHexString(), views]))
  return viewers.flatMap(({ _id, count: least }) => {
    const views = stored.get(_id.toHexString())
    if (views === undefined || views >= least) return []
    const mend = () => Lesson.updateOne({ _id }, { $max: { views: least } }, { timestamps: false })
    return [{ where: `lessons ${_id}`, what: 'views', stored: views, counted: `at least ${least}`, mend }]
  })
}
