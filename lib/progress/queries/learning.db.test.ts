import { expect, test } from 'vitest'
import { enroll } from '@/lib/enrollments/commands'
import { setClock } from '@/lib/platform/clock'
import { countRoundTrips } from '@/lib/platform/testing/round-trips'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asAdmin, asInstructor, asStudent, asVisitor, signedIn } from '@/lib/platform/testing/viewers'
import { Course } from '@/models/course'
import { toObjectId } from '@/lib/platform/db/object-id'
import { completeLesson } from '../commands/lessons'
import { getMyCourse } from './my-course'
import { getCourseHome, getLesson } from './learning'

useTestDatabase()

test('a lesson comes with its text, its place and what is done', async () => {
  const { course, lessons } = await makeCourse({}, 3)
  const viewer = await asStudent()
  await enroll(viewer, { courseId: course.id })
  await completeLesson(viewer, { lessonId: lessons[0]?.id as string })
  const view = await getLesson(viewer, { slug: course.slug, lessonId: lessons[1]?.id as string })
  expect(view).toMatchObject({
    lesson: { title: 'Lesson 2', body: 'Text of lesson 2.', isDone: false },
    moduleTitle: 'Module 1',
    place: { number: 2, count: 3 },
    previous: { title: 'Lesson 1' },
    next: { title: 'Lesson 3' },
    learner: {
      percent: 33,
      doneCount: 1,
      doneLessonIds: [lessons[0]?.id],
      continueWith: { title: 'Lesson 2' },
    },
  })
})

test('who may not read gets the same as for what is not there, or is told to enrol', async () => {
  const instructor = await asInstructor()
  const mine = { instructor: toObjectId(instructor.userId) }
  const published = await makeCourse(mine)
  const draft = await makeCourse({ ...mine, status: 'draft' })
  const lessonOf = ({ course, lessons }: typeof published) => ({
    slug: course.slug,
    lessonId: lessons[0]?.id as string,
  })
  const student = await asStudent()
  const stranger = await asInstructor()

  await expect(getLesson(asVisitor(), lessonOf(published))).rejects.toMatchObject({ code: 'unauthenticated' })
  for (const viewer of [student, stranger]) {
    await expect(getLesson(viewer, lessonOf(published))).rejects.toMatchObject({
      reason: 'enrollment.required',
    })
    await expect(getCourseHome(viewer, { slug: published.course.slug })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(getLesson(viewer, lessonOf(draft))).rejects.toMatchObject({ code: 'not_found' })
    await expect(getCourseHome(viewer, { slug: draft.course.slug })).rejects.toMatchObject({
      code: 'not_found',
    })
  }
  for (const viewer of [instructor, await asAdmin()]) {
    expect(await getLesson(viewer, lessonOf(draft))).toMatchObject({
      learner: { enrollment: null, percent: 0 },
    })
  }
  await enroll(student, { courseId: published.course.id })
  const strayId = draft.lessons[0]?.id as string
  await expect(getLesson(student, { slug: published.course.slug, lessonId: strayId })).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(getLesson(student, { slug: published.course.slug, lessonId: 'x' })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('before its start a course shows its outline to its learners but no lesson; archived it stays theirs', async () => {
  const { course, lessons } = await makeCourse({ startDate: new Date('2030-01-01') })
  const viewer = await asStudent()
  setClock(new Date('2029-06-01'))
  await enroll(viewer, { courseId: course.id })
  const lesson = { slug: course.slug, lessonId: lessons[0]?.id as string }
  expect(await getCourseHome(viewer, { slug: course.slug })).toMatchObject({
    canReadLessons: false,
    course: { runStatus: 'upcoming' },
  })
  await expect(getLesson(viewer, lesson)).rejects.toMatchObject({ reason: 'course.not_started' })
  setClock(new Date('2030-06-01'))
  await Course.updateOne({ _id: course._id }, { status: 'archived' })
  expect((await getLesson(viewer, lesson)).lesson.title).toBe('Lesson 1')
})

test('round trips stay within their bound however much there is', async () => {
  const { course, lessons } = await makeCourse({}, 320)
  const viewer = await asStudent()
  await enroll(viewer, { courseId: course.id })
  for (const lesson of lessons.slice(0, 3)) await completeLesson(viewer, { lessonId: lesson.id as string })
  const slug = course.slug
  const lesson = await countRoundTrips(() => getLesson(viewer, { slug, lessonId: lessons[9]?.id as string }))
  expect(lesson.calls.length).toBeLessThanOrEqual(4)
  expect(lesson.result.place).toEqual({ number: 10, count: 320 })
  expect((await countRoundTrips(() => getCourseHome(viewer, { slug }))).calls.length).toBeLessThanOrEqual(3)
  const mine = await countRoundTrips(() => getMyCourse(viewer, { courseId: course.id }))
  expect(mine.calls.length).toBeLessThanOrEqual(2)
})

test('a course’s page learns how the viewer stands in it, and nothing of others', async () => {
  const { course } = await makeCourse()
  const viewer = await asStudent()
  await enroll(viewer, { courseId: course.id })
  const courseId = course.id as string
  expect(await getMyCourse(viewer, { courseId })).toEqual({
    isMember: true,
    isLearning: true,
    progress: 0,
    isCompleted: false,
    hasLeft: false,
    isTeaching: false,
    certificateSerial: null,
  })
  expect(await getMyCourse(await signedIn(viewer.userId), { courseId })).toMatchObject({ isLearning: true })
  expect(await getMyCourse(await asStudent(), { courseId })).toMatchObject({
    isMember: true,
    isLearning: false,
  })
  expect(await getMyCourse(asVisitor(), { courseId })).toMatchObject({ isMember: false, isLearning: false })
})
