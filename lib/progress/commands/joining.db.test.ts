import { expect, test } from 'vitest'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { Certificate } from '@/models/certificate'
import { Enrollment } from '@/models/enrollment'
import { Lesson } from '@/models/lesson'
import { joinCourse } from './joining'
import { leaveCourse } from './leaving'
import { completeLesson } from './lessons'

useTestDatabase()

test('who left, and whose course shrank to what they had done, completes it by coming back', async () => {
  const { course, lessons } = await makeCourse({}, 2)
  const viewer = await asStudent()
  const input = { courseId: course.id as string }
  await joinCourse(viewer, input)
  await completeLesson(viewer, { lessonId: lessons[0]?.id as string })
  await leaveCourse(viewer, { ...input, progress: 'keep' })
  // What recounting leaves of who is away, once the other lesson is withdrawn.
  await Lesson.updateOne({ _id: lessons[1]?._id }, { $set: { isPublished: false } })
  await Enrollment.updateOne({ course: course._id }, { $set: { progress: 100 } })
  expect(await Certificate.countDocuments()).toBe(0)

  expect((await joinCourse(viewer, input)).enrollment).toMatchObject({ status: 'completed', progress: 100 })
  expect(await Enrollment.findOne({}).lean()).toMatchObject({
    status: 'completed',
    completedAt: expect.any(Date),
  })
  expect(await Certificate.countDocuments()).toBe(1)
  expect((await joinCourse(viewer, input)).enrollment).toMatchObject({ status: 'completed' })
})

test('twenty calls at once enrol once, and a visitor is asked to sign in', async () => {
  const { course } = await makeCourse()
  const viewer = await asStudent()
  const joined = await Promise.all(
    Array.from({ length: 20 }, () => joinCourse(viewer, { courseId: course.id })),
  )
  expect(joined.filter(({ isNew }) => isNew)).toHaveLength(1)
  expect(await Enrollment.countDocuments()).toBe(1)
  await expect(joinCourse(asVisitor(), { courseId: course.id })).rejects.toMatchObject({
    code: 'unauthenticated',
  })
})
