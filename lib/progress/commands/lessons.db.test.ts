import { expect, test } from 'vitest'
import { enroll } from '@/lib/enrollments/commands'
import { setClock } from '@/lib/platform/clock'
import { makeCourse, type MadeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asAdmin, asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { Course } from '@/models/course'
import { Enrollment } from '@/models/enrollment'
import { Lesson } from '@/models/lesson'
import { LessonProgress } from '@/models/lesson-progress'
import { ProgressEvent } from '@/models/progress-event'
import { leaveCourse } from './leaving'
import { completeLesson, reopenLesson, visitLesson } from './lessons'
import { recountPeople } from './recount'
import { systemViewer } from '@/lib/platform/auth/viewer'

useTestDatabase()

const learning = async (lessons: Parameters<typeof makeCourse>[1] = 3) => {
  const made = await makeCourse({}, lessons)
  const viewer = await asStudent()
  await enroll(viewer, { courseId: made.course.id })
  return { ...made, viewer, ids: made.lessons.map((lesson) => lesson.id as string) }
}
const enrollmentOf = async ({ course }: Pick<MadeCourse, 'course'>) =>
  Enrollment.findOne({ course: course._id }).lean()
const recountAll = async ({ courseId }: { courseId: string }) => {
  let changed = 0
  let after: string | undefined
  do {
    const step = await recountPeople(systemViewer('test'), { courseId, after })
    changed += step.changed
    after = step.next ?? undefined
  } while (after !== undefined)
  return { changed }
}
const ledgerOf = async ({ course }: Pick<MadeCourse, 'course'>) =>
  (await ProgressEvent.find({ course: course._id }).sort({ at: 1, _id: 1 }).lean()).map(
    ({ kind, percent }) => [kind, percent],
  )

test('percent follows the lessons, rounded down, and the course is completed once', async () => {
  const made = await learning()
  const { viewer, ids } = made
  const [first = '', second = '', third = ''] = ids
  expect(await completeLesson(viewer, { lessonId: first })).toEqual({ percent: 33, isCompleted: false })
  expect(await completeLesson(viewer, { lessonId: first })).toEqual({ percent: 33, isCompleted: false })
  expect(await completeLesson(viewer, { lessonId: second })).toEqual({ percent: 66, isCompleted: false })
  const before = await enrollmentOf(made)
  expect(before).toMatchObject({ status: 'active', progress: 66, completedAt: null })
  expect(before?.lastLesson?.toHexString()).toBe(second)

  setClock(new Date('2030-01-01'))
  expect(await completeLesson(viewer, { lessonId: third })).toEqual({ percent: 100, isCompleted: true })
  setClock(new Date('2030-02-01'))
  await reopenLesson(viewer, { lessonId: third })
  expect(await enrollmentOf(made)).toMatchObject({ status: 'completed', progress: 66 })
  await completeLesson(viewer, { lessonId: third })
  expect(await enrollmentOf(made)).toMatchObject({
    status: 'completed',
    progress: 100,
    completedAt: new Date('2030-01-01'),
  })
  expect(await ledgerOf(made)).toEqual([
    ['lessonCompleted', 33],
    ['lessonCompleted', 66],
    ['lessonCompleted', 100],
    ['courseCompleted', 100],
    ['lessonReopened', 66],
    ['lessonCompleted', 100],
  ])
})

test('optional and unpublished lessons do not count; where none is required, all do', async () => {
  const some = await learning([{}, { isRequired: false }, { isPublished: false }])
  expect(await completeLesson(some.viewer, { lessonId: some.ids[1] ?? '' })).toMatchObject({ percent: 0 })
  expect(await completeLesson(some.viewer, { lessonId: some.ids[0] ?? '' })).toMatchObject({ percent: 100 })
  await expect(completeLesson(some.viewer, { lessonId: some.ids[2] ?? '' })).rejects.toMatchObject({
    code: 'not_found',
  })

  const none = await learning([{ isRequired: false }, { isRequired: false }])
  expect(await completeLesson(none.viewer, { lessonId: none.ids[0] ?? '' })).toMatchObject({ percent: 50 })
})

test('all lessons marked at the same moment are all counted', async () => {
  const made = await learning(8)
  await Promise.all(made.ids.map((lessonId) => completeLesson(made.viewer, { lessonId })))
  expect(await enrollmentOf(made)).toMatchObject({ progress: 100, status: 'completed' })
  expect(await LessonProgress.countDocuments({ course: made.course._id, status: 'completed' })).toBe(8)
  expect((await ledgerOf(made)).filter(([kind]) => kind === 'courseCompleted')).toHaveLength(1)
})

test('opening a lesson ten times at once is remembered, and begun once', async () => {
  const made = await learning()
  const lessonId = made.ids[1] ?? ''
  await Promise.all(Array.from({ length: 10 }, () => visitLesson(made.viewer, { lessonId })))
  expect((await enrollmentOf(made))?.lastLesson?.toHexString()).toBe(lessonId)
  expect(await LessonProgress.find().lean()).toMatchObject([{ status: 'started', percent: 0 }])
  expect(await ledgerOf(made)).toEqual([['lessonStarted', 0]])
})

test('a lesson that is done stays done when it is opened again', async () => {
  const made = await learning()
  const lessonId = made.ids[0] ?? ''
  await completeLesson(made.viewer, { lessonId })
  await visitLesson(made.viewer, { lessonId })
  expect(await LessonProgress.find().lean()).toMatchObject([{ status: 'completed', percent: 100 }])
})

test('only learners of the course mark its lessons', async () => {
  const made = await learning()
  const lessonId = made.ids[0] ?? ''
  const draft = await makeCourse({ status: 'draft' })
  for (const act of [completeLesson, reopenLesson, visitLesson]) {
    await expect(act(asVisitor(), { lessonId })).rejects.toMatchObject({ code: 'unauthenticated' })
    for (const viewer of [await asStudent(), await asInstructor(), await asAdmin()]) {
      await expect(act(viewer, { lessonId })).rejects.toMatchObject({
        code: 'forbidden',
        reason: 'enrollment.required',
      })
    }
    await expect(act(made.viewer, { lessonId: draft.lessons[0]?.id as string })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(act(made.viewer, { lessonId: '0'.repeat(24) })).rejects.toMatchObject({ code: 'not_found' })
  }
  expect(await LessonProgress.countDocuments()).toBe(0)
})

test('lessons open at the start date and stay open after the end and the archiving', async () => {
  const made = await learning()
  const lessonId = made.ids[0] ?? ''
  await Course.updateOne(
    { _id: made.course._id },
    { startDate: new Date('2030-01-01'), endDate: new Date('2030-02-01') },
  )
  setClock(new Date('2029-12-31T23:59:59Z'))
  await expect(completeLesson(made.viewer, { lessonId })).rejects.toMatchObject({
    reason: 'course.not_started',
  })
  expect((await enrollmentOf(made))?.lastLesson).toBeNull()
  setClock(new Date('2030-01-01'))
  await completeLesson(made.viewer, { lessonId })
  setClock(new Date('2031-01-01'))
  await Course.updateOne({ _id: made.course._id }, { status: 'archived' })
  expect(await reopenLesson(made.viewer, { lessonId })).toMatchObject({ percent: 0 })
})

test('leaving keeps or erases the marks, as chosen', async () => {
  const made = await learning()
  const courseId = made.course.id as string
  await completeLesson(made.viewer, { lessonId: made.ids[0] ?? '' })
  await leaveCourse(made.viewer, { courseId, progress: 'keep' })
  await expect(completeLesson(made.viewer, { lessonId: made.ids[1] ?? '' })).rejects.toMatchObject({
    code: 'forbidden',
  })
  expect((await enroll(made.viewer, { courseId })).enrollment).toMatchObject({
    status: 'active',
    progress: 33,
  })

  await leaveCourse(made.viewer, { courseId, progress: 'erase' })
  expect(await LessonProgress.countDocuments()).toBe(0)
  expect(await ProgressEvent.countDocuments()).toBe(0)
  expect((await enroll(made.viewer, { courseId })).enrollment).toMatchObject({
    progress: 0,
    lastLessonId: null,
  })
  await expect(leaveCourse(await asStudent(), { courseId, progress: 'erase' })).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(leaveCourse(asVisitor(), { courseId, progress: 'keep' })).rejects.toMatchObject({
    code: 'unauthenticated',
  })
})

test('a changed outline is counted anew: completions stay, percents follow, and a course may become complete by it', async () => {
  const made = await learning(2)
  const other = await asStudent()
  await enroll(other, { courseId: made.course.id })
  for (const lessonId of made.ids) await completeLesson(made.viewer, { lessonId })
  await completeLesson(other, { lessonId: made.ids[0] ?? '' })

  await Lesson.create([{ course: made.course._id, title: 'New', slug: 'new' }])
  expect(await recountAll({ courseId: made.course.id })).toEqual({ changed: 2 })
  const rows = await Enrollment.find({ course: made.course._id }).sort({ _id: 1 }).lean()
  expect(rows).toMatchObject([
    { status: 'completed', progress: 66 },
    { status: 'active', progress: 33 },
  ])
  await Lesson.updateMany({ _id: { $ne: made.lessons[0]?._id } }, { isPublished: false })
  await recountAll({ courseId: made.course.id })
  expect(await Enrollment.find({ course: made.course._id }).sort({ _id: 1 }).lean()).toMatchObject([
    { status: 'completed', progress: 100 },
    { status: 'completed', progress: 100 },
  ])
  await expect(recountPeople(made.viewer, { courseId: made.course.id })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('who left while the course changed comes back to the percent that is true now', async () => {
  const made = await learning(2)
  const { viewer, course, ids } = made
  await completeLesson(viewer, { lessonId: ids[0] ?? '' })
  await leaveCourse(viewer, { courseId: course.id, progress: 'keep' })
  await Lesson.insertMany(
    ['more', 'most'].map((slug) => ({ course: course._id, title: slug, slug, durationMinutes: 5 })),
  )
  await recountAll({ courseId: course.id })
  const { enrollment } = await enroll(viewer, { courseId: course.id })
  expect(enrollment).toMatchObject({ status: 'active', progress: 25 })
})
