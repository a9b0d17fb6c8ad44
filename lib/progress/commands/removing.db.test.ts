import { describe, expect, test } from 'vitest'
import { Types } from 'mongoose'
import { enroll } from '@/lib/enrollments/commands'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { Course } from '@/models/course'
import { Enrollment } from '@/models/enrollment'
import { Job } from '@/models/job'
import { LessonProgress } from '@/models/lesson-progress'
import { getStudentList } from '../queries/students'
import { joinCourse } from './joining'
import { completeLesson } from './lessons'
import { readmitStudent, removeStudent } from './removing'

useTestDatabase()

async function withLearner() {
  const teacher = await asInstructor()
  const { course, lessons } = await makeCourse({ instructor: new Types.ObjectId(teacher.userId) }, 2)
  const courseId = course.id as string
  const learner = await asStudent({ fullName: 'Ann Lee' })
  await enroll(learner, { courseId })
  await completeLesson(learner, { lessonId: lessons[0]?.id as string })
  return { teacher, learner, courseId, lessons, place: { courseId, userId: learner.userId } }
}

const news = async () =>
  (await Job.find({ name: 'platform.deliverEvent' }).lean()).map(
    ({ payload }) => (payload as { event: string }).event,
  )

describe('removing a learner', () => {
  test('keeps what they did, counts one learner less, says who did it and tells the house', async () => {
    const { teacher, courseId, place, learner } = await withLearner()
    await removeStudent(teacher, place)
    const row = await Enrollment.findOne({ user: learner.userId }).lean()
    expect(row).toMatchObject({ status: 'cancelled', progress: 50 })
    expect(row?.removedBy?.toHexString()).toBe(teacher.userId)
    expect(await LessonProgress.countDocuments({ user: learner.userId })).toBe(1)
    expect((await Course.findById(courseId).lean())?.enrollmentCount).toBe(0)
    expect(await news()).toEqual(expect.arrayContaining(['enrollments.ended', 'enrollments.removed']))
  })

  test('holds: who was removed cannot enrol again by themselves', async () => {
    const { teacher, learner, courseId, place } = await withLearner()
    await removeStudent(teacher, place)
    await expect(joinCourse(learner, { courseId })).rejects.toMatchObject({ reason: 'enrollment.removed' })
  })

  test('a second time finds nobody', async () => {
    const { teacher, place } = await withLearner()
    await removeStudent(teacher, place)
    await expect(removeStudent(teacher, place)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is for the course’s teachers alone', async () => {
    const { learner, place } = await withLearner()
    for (const viewer of [learner, await asInstructor()]) {
      await expect(removeStudent(viewer, place)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(readmitStudent(viewer, place)).rejects.toMatchObject({ code: 'forbidden' })
    }
    await expect(removeStudent(asVisitor(), place)).rejects.toMatchObject({ code: 'unauthenticated' })
    expect((await Enrollment.findOne({ user: learner.userId }).lean())?.status).toBe('active')
  })
})

describe('taking a learner back', () => {
  test('is possible from the page that removed them, with all they had done', async () => {
    const { teacher, courseId, place, learner } = await withLearner()
    await removeStudent(teacher, place)
    const { removed } = await getStudentList(teacher, { courseId, sort: 'name', removedId: learner.userId })
    expect(removed).toEqual({ id: learner.userId, fullName: 'Ann Lee' })
    await readmitStudent(teacher, place)
    await readmitStudent(teacher, place)
    const list = await getStudentList(teacher, { courseId, sort: 'name', removedId: learner.userId })
    expect(list.removed).toBeNull()
    expect(list.page.items).toMatchObject([{ fullName: 'Ann Lee', percent: 50 }])
    expect((await Course.findById(courseId).lean())?.enrollmentCount).toBe(1)
  })

  test('completes the course where it has shrunk to what they had done', async () => {
    const { teacher, place, learner } = await withLearner()
    await removeStudent(teacher, place)
    await Enrollment.updateOne({ user: learner.userId }, { progress: 100 })
    await readmitStudent(teacher, place)
    expect((await Enrollment.findOne({ user: learner.userId }).lean())?.completedAt).toBeInstanceOf(Date)
  })

  test('finds nobody who left by themselves', async () => {
    const { teacher, place, learner } = await withLearner()
    await Enrollment.updateOne({ user: learner.userId }, { status: 'cancelled' })
    await expect(readmitStudent(teacher, place)).rejects.toMatchObject({ code: 'not_found' })
  })
})
