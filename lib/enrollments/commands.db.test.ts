import { expect, test } from 'vitest'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { setClock } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { makeCourse } from '@/lib/platform/testing/courses'
import { asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { CacheTag } from '@/models/cache-tag'
import { Course } from '@/models/course'
import { Enrollment } from '@/models/enrollment'
import { cancelEnrollment, enroll } from './commands'
import { findMyEnrollment, findMyLearning } from './queries'

useTestDatabase()

const countOf = async (courseId: string) => (await Course.findById(courseId).lean())?.enrollmentCount

test('twenty calls at once make one enrollment and count one learner', async () => {
  const { course } = await makeCourse()
  const viewer = await asStudent()
  const results = await Promise.all(Array.from({ length: 20 }, () => enroll(viewer, { courseId: course.id })))
  expect(new Set(results.map(({ enrollment }) => enrollment.id)).size).toBe(1)
  expect(results.filter(({ isNew }) => isNew)).toHaveLength(1)
  expect(await Enrollment.countDocuments({ course: course._id })).toBe(1)
  expect(await countOf(course.id)).toBe(1)
})

test('twenty people at once are all counted', async () => {
  const { course } = await makeCourse()
  const viewers = await Promise.all(Array.from({ length: 20 }, () => asStudent()))
  await Promise.all(viewers.map((viewer) => enroll(viewer, { courseId: course.id })))
  expect(await countOf(course.id)).toBe(20)
  expect(await Enrollment.countDocuments({ course: course._id, status: 'active' })).toBe(20)
})

test('who may not enrol is told why, and nothing is written', async () => {
  const viewer = await asStudent()
  const free = await makeCourse()
  const draft = await makeCourse({ status: 'draft' })
  const paid = await makeCourse({ price: { amount: 1900, currency: 'EUR' } })
  const over = await makeCourse({ endDate: new Date('2020-01-01') })
  const teacher = await asInstructor()
  const own = await makeCourse({ instructor: toObjectId(teacher.userId) })
  const helped = await makeCourse({ coInstructors: [toObjectId(teacher.userId)] })
  const refusal = (courseId: string, who = viewer) => enroll(who, { courseId })

  await expect(enroll(asVisitor(), { courseId: free.course.id })).rejects.toMatchObject({
    code: 'unauthenticated',
  })
  await expect(enroll(systemViewer('test'), { courseId: free.course.id })).rejects.toMatchObject({
    code: 'unauthenticated',
  })
  await expect(refusal(draft.course.id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(refusal('0'.repeat(24))).rejects.toMatchObject({ code: 'not_found' })
  await expect(refusal('no id')).rejects.toMatchObject({ code: 'not_found' })
  await expect(refusal(paid.course.id)).rejects.toMatchObject({ code: 'conflict', reason: 'enrollment.paid' })
  await expect(refusal(over.course.id)).rejects.toMatchObject({
    code: 'conflict',
    reason: 'enrollment.closed',
  })
  for (const { course } of [own, helped])
    await expect(refusal(course.id, teacher)).rejects.toMatchObject({
      code: 'conflict',
      reason: 'enrollment.own_course',
    })
  expect(await Enrollment.countDocuments()).toBe(0)
})

test('a proven address is not asked for, and a course that has not begun can be joined', async () => {
  const { course } = await makeCourse({ startDate: new Date('2999-01-01') })
  const unverified = await asStudent({ emailVerifiedAt: undefined })
  expect(unverified.isVerified).toBe(false)
  expect((await enroll(unverified, { courseId: course.id })).enrollment.status).toBe('active')
})

test('leaving keeps the row and frees the place; coming back takes both up again', async () => {
  const { course } = await makeCourse()
  const viewer = await asStudent()
  const { enrollment } = await enroll(viewer, { courseId: course.id })
  await cancelEnrollment(viewer, { courseId: course.id })
  expect(await countOf(course.id)).toBe(0)
  expect(await findMyLearning(viewer, { courseId: course.id })).toBeNull()
  expect(await findMyEnrollment(viewer, { courseId: course.id })).toMatchObject({ status: 'cancelled' })
  await expect(cancelEnrollment(viewer, { courseId: course.id })).rejects.toMatchObject({ code: 'not_found' })

  const again = await enroll(viewer, { courseId: course.id })
  expect(again).toMatchObject({ isNew: false, enrollment: { id: enrollment.id, status: 'active' } })
  expect(await countOf(course.id)).toBe(1)
})

test('who has completed the course comes back as that, also after it has ended', async () => {
  const { course } = await makeCourse({ endDate: new Date('2030-01-01') })
  const viewer = await asStudent()
  await enroll(viewer, { courseId: course.id })
  await Enrollment.updateOne(
    { course: course._id },
    { status: 'completed', completedAt: new Date(), progress: 100 },
  )
  setClock(new Date('2031-01-01'))
  expect((await enroll(viewer, { courseId: course.id })).enrollment.status).toBe('completed')
})

test('nobody sees the enrollment of somebody else', async () => {
  const { course } = await makeCourse()
  await enroll(await asStudent(), { courseId: course.id })
  expect(await findMyEnrollment(await asStudent(), { courseId: course.id })).toBeNull()
  expect(await findMyEnrollment(asVisitor(), { courseId: course.id })).toBeNull()
})

test('somebody more or less in a course drops no kept page: its number may be as old as the page', async () => {
  const { course } = await makeCourse({ enrollmentCount: 98 })
  await CacheTag.deleteMany({ tag: { $exists: true } })
  const viewer = await asStudent()
  await enroll(viewer, { courseId: course.id })
  await enroll(await asStudent(), { courseId: course.id })
  await cancelEnrollment(viewer, { courseId: course.id })
  expect(await countOf(course.id)).toBe(99)
  expect(await CacheTag.countDocuments()).toBe(0)
})
