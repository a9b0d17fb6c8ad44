import { expect, test } from 'vitest'
import { enroll } from '@/lib/enrollments/commands'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { countRoundTrips } from '@/lib/platform/testing/round-trips'
import { asStudent, asVisitor, signedIn } from '@/lib/platform/testing/viewers'
import { Certificate } from '@/models/certificate'
import { completeLesson } from '../commands/lessons'
import { leaveCourse } from '../commands/leaving'
import { getMyCourse } from './my-course'

useTestDatabase()

test('the page of a course one teaches, or has left, knows it', async () => {
  const { course, lessons } = await makeCourse()
  const courseId = course.id as string
  const teacher = await signedIn(course.instructor?.toHexString() ?? '')
  expect(await getMyCourse(teacher, { courseId })).toMatchObject({ isTeaching: true, isLearning: false })
  const viewer = await asStudent()
  await enroll(viewer, { courseId })
  await completeLesson(viewer, { lessonId: lessons[0]?.id as string })
  await leaveCourse(viewer, { courseId, progress: 'keep' })
  expect(await getMyCourse(viewer, { courseId })).toMatchObject({
    isLearning: false,
    hasLeft: true,
    progress: 33,
    isTeaching: false,
  })
  const { result, calls } = await countRoundTrips(() => getMyCourse(asVisitor(), { courseId }))
  expect(result).toMatchObject({ isMember: false, hasLeft: false, isTeaching: false })
  expect(calls).toEqual([])
})

test('who has completed a course finds their certificate on its page, unless it was revoked', async () => {
  const { course, lessons } = await makeCourse({}, 1)
  const viewer = await asStudent()
  const courseId = course.id as string
  await enroll(viewer, { courseId })
  const mine = () => countRoundTrips(() => getMyCourse(viewer, { courseId }))
  expect((await mine()).calls.length).toBeLessThanOrEqual(2)
  await completeLesson(viewer, { lessonId: lessons[0]?.id as string })
  const { result, calls } = await mine()
  expect(result).toMatchObject({ isCompleted: true, certificateSerial: expect.any(String) })
  expect(calls).toHaveLength(2)
  const revocation = { at: new Date(), reason: 'mistake', by: null }
  await Certificate.collection.updateOne({ course: course._id }, { $set: { revocation } })
  expect((await mine()).result).toMatchObject({ isCompleted: true, certificateSerial: null })
})
