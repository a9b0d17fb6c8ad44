import { expect, test } from 'vitest'
import { courseOutlineChanged } from '@/lib/courses/events'
import { enroll } from '@/lib/enrollments/commands'
import '@/lib/jobs'
import { setClock } from '@/lib/platform/clock'
import { inTransaction } from '@/lib/platform/db/transaction'
import { emit } from '@/lib/platform/jobs/events'
import { runDueJobs } from '@/lib/platform/jobs/runner'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asStudent } from '@/lib/platform/testing/viewers'
import { Certificate } from '@/models/certificate'
import { Enrollment } from '@/models/enrollment'
import { Job } from '@/models/job'
import { Lesson } from '@/models/lesson'
import { LessonProgress } from '@/models/lesson-progress'
import { ProgressEvent } from '@/models/progress-event'
import { getCourseHome } from '../queries/learning'
import { joinCourse } from './joining'
import { leaveCourse } from './leaving'
import { completeLesson, reopenLesson } from './lessons'

useTestDatabase()

const told = (name: string) => Job.countDocuments({ name: 'platform.deliverEvent', 'payload.event': name })
const changeOutline = async (courseId: string) => {
  await inTransaction(() => emit(courseOutlineChanged, { courseId }))
  const outcomes = await runDueJobs()
  expect(outcomes.filter(({ state }) => state !== 'done')).toEqual([])
}

test('all lessons at once: one completion, one certificate, one event, one entry', async () => {
  const { course, lessons } = await makeCourse({}, 6)
  const viewer = await asStudent()
  await enroll(viewer, { courseId: course.id })
  await Promise.all(
    [...lessons, ...lessons].map(({ id }) => completeLesson(viewer, { lessonId: id as string })),
  )
  expect(await Enrollment.findOne({ course: course._id }).lean()).toMatchObject({ status: 'completed' })
  expect(await Certificate.countDocuments({ course: course._id })).toBe(1)
  expect(await told('progress.courseCompleted')).toBe(1)
  expect(await ProgressEvent.countDocuments({ course: course._id, kind: 'courseCompleted' })).toBe(1)
})

test('a completion and its certificate stay when lessons are added, and are not told again', async () => {
  const { course, lessons } = await makeCourse({}, 1)
  const viewer = await asStudent()
  setClock(new Date('2030-01-01'))
  await enroll(viewer, { courseId: course.id })
  await completeLesson(viewer, { lessonId: lessons[0]?.id as string })
  const [certificate] = await Certificate.find().lean()
  const added = ['a', 'b'].map((slug) => ({ course: course._id, title: slug, slug }))
  const rows = await Lesson.insertMany(added)
  await course.updateOne({
    $push: { 'modules.0.sections.0.lessonIds': { $each: rows.map(({ _id }) => _id) } },
  })
  await changeOutline(course.id)
  expect((await getCourseHome(viewer, { slug: course.slug })).learner).toMatchObject({
    isCompleted: true,
    percent: 33,
    openSinceCompletion: 2,
  })
  setClock(new Date('2031-01-01'))
  for (const { _id } of rows) await completeLesson(viewer, { lessonId: _id.toHexString() })
  expect(await Certificate.find().lean()).toMatchObject([{ completedAt: certificate?.completedAt }])
  expect(await Enrollment.findOne({ course: course._id }).lean()).toMatchObject({
    completedAt: new Date('2030-01-01'),
    progress: 100,
  })
  expect(await ProgressEvent.countDocuments({ kind: 'courseCompleted' })).toBe(1)
})

test.each([
  ['withdrawn', { isPublished: false }],
  ['made optional', { isRequired: false }],
])('the last open lesson is %s: who had done the rest has completed the course', async (_what, change) => {
  const { course, lessons } = await makeCourse({}, 2)
  const viewer = await asStudent()
  await enroll(viewer, { courseId: course.id })
  await completeLesson(viewer, { lessonId: lessons[0]?.id as string })
  await Lesson.updateOne({ _id: lessons[1]?._id }, change)
  await changeOutline(course.id)
  await changeOutline(course.id)
  expect(await Enrollment.findOne({ course: course._id }).lean()).toMatchObject({
    status: 'completed',
    progress: 100,
  })
  expect(await Certificate.countDocuments()).toBe(1)
  const kinds = (await ProgressEvent.find().sort({ _id: 1 }).lean()).map(({ kind, cause }) => [kind, cause])
  expect(kinds).toEqual([
    ['lessonCompleted', 'read'],
    ['recounted', 'courseChanged'],
    ['courseCompleted', null],
  ])
})

test('who left is not completed by a change, but by coming back, once', async () => {
  const { course, lessons } = await makeCourse({}, 2)
  const viewer = await asStudent()
  await enroll(viewer, { courseId: course.id })
  await completeLesson(viewer, { lessonId: lessons[0]?.id as string })
  await leaveCourse(viewer, { courseId: course.id, progress: 'keep' })
  await Lesson.updateOne({ _id: lessons[1]?._id }, { isPublished: false })
  await changeOutline(course.id)
  expect(await Enrollment.findOne({ course: course._id }).lean()).toMatchObject({
    status: 'cancelled',
    progress: 100,
    completedAt: null,
  })
  expect(await Certificate.countDocuments()).toBe(0)
  const results = await Promise.all(
    Array.from({ length: 5 }, () => joinCourse(viewer, { courseId: course.id })),
  )
  expect(results[0]?.enrollment.status).toBe('completed')
  expect(await Certificate.countDocuments()).toBe(1)
  expect(await ProgressEvent.countDocuments({ kind: 'courseCompleted' })).toBe(1)
})

test('erased and done again is a new completion with the certificate of the first', async () => {
  const { course, lessons } = await makeCourse({}, 1)
  const viewer = await asStudent()
  const finish = async () => {
    await enroll(viewer, { courseId: course.id })
    await completeLesson(viewer, { lessonId: lessons[0]?.id as string })
  }
  await finish()
  await leaveCourse(viewer, { courseId: course.id, progress: 'erase' })
  await finish()
  await reopenLesson(viewer, { lessonId: lessons[0]?.id as string })
  expect(await Certificate.countDocuments()).toBe(1)
  expect(await Enrollment.findOne({ course: course._id }).lean()).toMatchObject({
    status: 'completed',
    progress: 0,
  })
})

test('a change for 3,000 learners is counted in bounded jobs, and begun again it writes nothing twice', async () => {
  const { course, lessons } = await makeCourse({}, 4)
  const at = new Date('2030-01-01')
  const users = Array.from({ length: 3_000 }, (_, index) => (index + 1).toString(16).padStart(24, '0'))
  await Enrollment.insertMany(
    users.map((user) => ({ user, course: course._id, enrolledAt: at, lastAccessedAt: at, progress: 25 })),
  )
  await LessonProgress.insertMany(
    users.map((user) => ({
      ...{ user, course: course._id, lesson: lessons[0]?._id, startedAt: at },
      ...{ status: 'completed', percent: 100, completedAt: at },
    })),
  )
  await Lesson.updateOne({ _id: lessons[3]?._id }, { isPublished: false })
  await changeOutline(course.id)
  expect(await Enrollment.countDocuments({ course: course._id, progress: 33 })).toBe(3_000)
  expect(await ProgressEvent.countDocuments({ cause: 'courseChanged' })).toBe(3_000)
  expect(await Job.countDocuments({ name: 'progress.recountCourse' })).toBe(4)
  await changeOutline(course.id)
  expect(await ProgressEvent.countDocuments({ cause: 'courseChanged' })).toBe(3_000)
}, 120_000)
