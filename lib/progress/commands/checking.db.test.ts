import { expect, test } from 'vitest'
import { courseStandingChanged } from '@/lib/courses/events'
import { enroll } from '@/lib/enrollments/commands'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { setClock } from '@/lib/platform/clock'
import { tagName } from '@/lib/platform/kept-pages.mjs'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asAdmin, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { ActivityDay } from '@/models/activity-day'
import { CacheTag } from '@/models/cache-tag'
import { Certificate } from '@/models/certificate'
import { Course } from '@/models/course'
import { Enrollment } from '@/models/enrollment'
import { Job } from '@/models/job'
import { Lesson } from '@/models/lesson'
import { LessonProgress } from '@/models/lesson-progress'
import { ProgressEvent } from '@/models/progress-event'
import { Review } from '@/models/review'
import { checkDatabase } from './checking'
import { leaveCourse } from './leaving'
import { completeLesson } from './lessons'

useTestDatabase()

async function check(isMending = false) {
  const found: string[] = []
  const checks = await checkDatabase(systemViewer('test'), {
    isMending,
    onFinding: ({ where, what, stored, counted }) =>
      found.push(
        `${where.split(' ')[0]} ${what} ${JSON.stringify(stored)} ${counted instanceof Date ? 'a date' : JSON.stringify(counted)}`,
      ),
  })
  return { found, checks }
}

/** One has completed the course on two days in a row, another has begun it, a third has left it. */
async function academy() {
  const made = await makeCourse({}, 3)
  const people = [await asStudent(), await asStudent(), await asStudent()] as const
  const lessonIds = made.lessons.map(({ id }) => id as string)
  setClock(new Date('2030-01-01T12:00:00Z'))
  for (const viewer of people) {
    await enroll(viewer, { courseId: made.course.id })
    await completeLesson(viewer, { lessonId: lessonIds[0] ?? '' })
  }
  setClock(new Date('2030-01-02T12:00:00Z'))
  for (const lessonId of lessonIds) await completeLesson(people[0], { lessonId })
  await leaveCourse(people[2], { courseId: made.course.id, progress: 'keep' })
  await Review.create([{ user: people[0].userId, course: made.course._id, rating: 4 }])
  await Course.updateOne(
    { _id: made.course._id },
    { $set: { rating: { average: 4, count: 1, histogram: [0, 0, 0, 1, 0] } } },
  )
  return { ...made, people, user: { user: people[0].userId } }
}

test('what the commands have written is in order', async () => {
  await academy()
  const { found, checks } = await check()
  expect(found).toEqual([])
  expect(Object.fromEntries(checks.map(({ name, rows }) => [name, rows]))).toEqual({
    courses: 1,
    enrollments: 3,
    certificates: 2,
    activityDays: 4,
  })
})

type Scene = Awaited<ReturnType<typeof academy>>

test.each<[string, (scene: Scene) => Promise<unknown>, string[]]>([
  [
    'sums of a course',
    ({ course }) =>
      Course.updateOne({ _id: course._id }, { lessonCount: 9, durationMinutes: 1, enrollmentCount: 7 }),
    ['courses lessonCount 9 3', 'courses durationMinutes 1 15', 'courses enrollmentCount 7 2'],
  ],
  [
    'a rating',
    ({ course }) =>
      Course.updateOne(
        { _id: course._id },
        { $set: { rating: { average: 1.5, count: 2, histogram: [2, 0, 0, 0, 0] } } },
      ),
    ['courses ratingCount 2 1', 'courses ratingAverage 1.5 4', 'courses histogram [2,0,0,0,0] [0,0,0,1,0]'],
  ],
  [
    'views of a lesson',
    ({ lessons }) =>
      LessonProgress.updateMany({ lesson: lessons[0]?._id }, { $set: { viewedOn: '2030-01-01' } }),
    ['lessons views 0 "at least 3"'],
  ],
  [
    'a percent',
    ({ people }) => Enrollment.updateOne({ user: people[1].userId }, { progress: 99 }),
    ['enrollments progress 99 33'],
  ],
  [
    'a percent of who left',
    ({ people }) => Enrollment.updateOne({ user: people[2].userId }, { progress: 0 }),
    ['enrollments progress 0 33'],
  ],
  [
    'a completion that is written nowhere',
    async ({ user }) => {
      await Certificate.deleteMany(user)
      await Enrollment.updateOne(user, { status: 'active', completedAt: null })
    },
    ['enrollments status "active" "completed"'],
  ],
  [
    'a completion without its moment',
    ({ user }) => Enrollment.updateOne(user, { completedAt: null }),
    ['enrollments completedAt null "the moment of completion"', 'certificates completion "none" a date'],
  ],
  [
    'a completion without its status',
    ({ user }) => Enrollment.updateOne(user, { status: 'active' }),
    ['enrollments status "active" "completed"'],
  ],
  [
    'a completion without a certificate',
    ({ user }) => Certificate.deleteMany(user),
    ['enrollments certificate "none" "one"'],
  ],
  [
    'a streak',
    ({ user }) => ActivityDay.updateOne({ ...user, day: '2030-01-02' }, { streakDays: 40 }),
    ['activityDays streakDays 40 2'],
  ],
  [
    'the lessons of a day',
    ({ user }) => ActivityDay.updateOne({ ...user, day: '2030-01-02' }, { lessonsDone: 1 }),
    ['activityDays lessonsDone 1 2'],
  ],
  [
    'a day',
    ({ user }) => ActivityDay.deleteOne({ ...user, day: '2030-01-01' }),
    ['activityDays day "none" 1'],
  ],
])('%s that is off is told, and mended for good', async (_what, spoil, told) => {
  const scene = await academy()
  await spoil(scene)
  expect((await check()).found.toSorted()).toEqual(told.toSorted())
  expect((await check(true)).found).not.toEqual([])
  expect((await check()).found).toEqual([])
  expect(await Enrollment.findOne(scene.user).lean()).toMatchObject({ status: 'completed', progress: 100 })
  expect(await Certificate.countDocuments(scene.user)).toBe(1)
})

test('the catalogue hears of a rating that was mended, and pages that show it are drawn anew', async () => {
  const { course } = await academy()
  await Course.updateOne({ _id: course._id }, { $set: { 'rating.average': 1.5 } })
  const before = (await Job.find().select('_id').lean()).map(({ _id }) => _id)
  await check(true)
  expect(await Job.find({ _id: { $nin: before } }).lean()).toMatchObject([
    { payload: { event: courseStandingChanged.name, payload: { courseId: course.id } } },
  ])
  const tags = (await CacheTag.find().lean()).map(({ tag }) => tag)
  expect(tags).toEqual(expect.arrayContaining([`course-card:${course.id}`, 'catalogue', 'home'].map(tagName)))
})

test('what was repaired stands in the ledger as that', async () => {
  const { people } = await academy()
  await Enrollment.updateOne({ user: people[1].userId }, { progress: 99 })
  await check(true)
  expect(await ProgressEvent.findOne({ user: people[1].userId, kind: 'recounted' }).lean()).toMatchObject({
    cause: 'repaired',
    percent: 33,
  })
})

test('who erased a completion on leaving keeps the certificate, and that is in order', async () => {
  const { people, course } = await academy()
  await leaveCourse(people[0], { courseId: course.id, progress: 'erase' })
  expect((await check()).found).toEqual([])
  expect(await Certificate.countDocuments({ course: course._id })).toBe(1)
})

test('a certificate of nobody’s learning is told and left to a person', async () => {
  const { user } = await academy()
  await Enrollment.deleteOne(user)
  await check(true)
  expect((await check(true)).found).toEqual(['certificates enrollment "none" "one"'])
})

test('a course withdrawn to nothing, a lesson withdrawn, and more rows than fit one step', async () => {
  const { course, lessons } = await academy()
  await Lesson.updateOne({ _id: lessons[2]?._id }, { isPublished: false })
  const others = Array.from({ length: 600 }, (_, index) => ({
    user: (index + 1).toString(16).padStart(24, '0'),
    course: course._id,
    enrolledAt: new Date(),
    lastAccessedAt: new Date(),
    progress: index === 599 ? 7 : 0,
  }))
  await Enrollment.insertMany(others)
  const { found } = await check(true)
  expect(found).toContain('enrollments progress 33 50')
  expect(found).toContain('enrollments progress 7 0')
  expect(found).toContain('courses enrollmentCount 2 602')
  expect((await check()).found).toEqual([])
})

test('only the house checks', async () => {
  for (const viewer of [asVisitor(), await asStudent(), await asAdmin()])
    await expect(checkDatabase(viewer, { isMending: true, onFinding: () => {} })).rejects.toMatchObject({
      code: 'forbidden',
    })
})
