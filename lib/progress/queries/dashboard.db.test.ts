import mongoose, { Types } from 'mongoose'
import { expect, test } from 'vitest'
import { enroll } from '@/lib/enrollments/commands'
import { setClock } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { countRoundTrips } from '@/lib/platform/testing/round-trips'
import { asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { Course } from '@/models/course'
import { Enrollment } from '@/models/enrollment'
import { Lesson } from '@/models/lesson'
import { LessonProgress } from '@/models/lesson-progress'
import { completeLesson, visitLesson } from '../commands/lessons'
import { getDashboard } from './dashboard'

useTestDatabase()

const titlesOf = async (...asked: Parameters<typeof getDashboard>) =>
  (await getDashboard(...asked)).learning.items.map(({ course }) => course.title)

/** So many courses of a person at once, each opened a minute after the one before. */
async function enrollInMany(userId: string, count: number, lessons = 3) {
  const made = await makeCourse({}, lessons)
  const [course, others] = [made.course.toObject(), count - 1]
  const numbers = Array.from({ length: others }, (_, index) => index + 1)
  const ids = numbers.map(() => new Types.ObjectId())
  await Course.insertMany(
    numbers.map((number, index) => {
      const lessonIds = Array.from({ length: lessons }, () => new Types.ObjectId())
      const sections = [{ title: '', subtopics: [], lessonIds }]
      const modules = [{ title: 'Module', description: '', sections }]
      return {
        ...course,
        _id: ids[index],
        slug: `${course.slug}-${number}`,
        title: `Course ${number}`,
        modules,
      }
    }),
  )
  const rows = await Course.find({ _id: { $in: ids } })
    .select({ modules: 1 })
    .lean()
  await Lesson.insertMany(
    rows.flatMap(({ _id, modules }) =>
      (modules[0]?.sections[0]?.lessonIds ?? []).map((lessonId, index) => ({
        _id: lessonId,
        course: _id,
        title: `Lesson ${index + 1}`,
        slug: `lesson-${index + 1}`,
      })),
    ),
  )
  const begun = Date.now()
  await Enrollment.insertMany(
    [course._id, ...ids].map((id, index) => {
      const at = new Date(begun + index * 60_000)
      return {
        user: toObjectId(userId),
        course: id,
        enrolledAt: at,
        lastAccessedAt: at,
        progress: index % 100,
      }
    }),
  )
}

test('the dashboard begins where one stopped and pages through the rest', async () => {
  const viewer = await asStudent()
  const made = []
  for (let index = 0; index < 14; index += 1) {
    const course = await makeCourse({}, 2)
    setClock(new Date(Date.UTC(2030, 0, index + 1)))
    await enroll(viewer, { courseId: course.course.id })
    made.push(course)
  }
  setClock(new Date('2031-01-01'))
  await visitLesson(viewer, { lessonId: made[3]?.lessons[1]?.id as string })
  const first = await getDashboard(viewer, {})
  expect(first.overview?.continuation).toMatchObject({
    lesson: { title: 'Lesson 2' },
    moduleTitle: 'Module 2',
    course: { slug: made[3]?.course.slug },
    positionSeconds: 0,
  })
  const second = await getDashboard(viewer, { cursor: first.learning.nextCursor ?? '' })
  expect(second.overview).toBeNull()
  expect(second.learning.nextCursor).toBeNull()
  const all = [...first.learning.items, ...second.learning.items].map((card) => card.course.id)
  expect(new Set(all)).toEqual(new Set(made.map(({ course }) => course.id as string)))
  expect(all[0]).toBe(made[3]?.course.id)
  await expect(getDashboard(viewer, { cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid' })
})

test('a video is continued at the second where it was stopped', async () => {
  const video = {
    source: 'upload' as const,
    upload: new Types.ObjectId(),
    durationSeconds: 300,
    captions: [],
  }
  const { course, lessons } = await makeCourse({}, [
    { type: 'video', video: { ...video, mayMarkByHand: false } as never },
  ])
  const viewer = await asStudent()
  await enroll(viewer, { courseId: course.id })
  await visitLesson(viewer, { lessonId: lessons[0]?.id as string })
  await LessonProgress.collection.updateOne({ course: course._id }, { $set: { positionSeconds: 95.6 } })
  const { overview } = await getDashboard(viewer, {})
  expect(overview?.continuation).toMatchObject({ lesson: { type: 'video' }, positionSeconds: 95 })
})

test('nothing is offered that is not open: a course not begun, a lesson that is shut', async () => {
  const viewer = await asStudent()
  const open = await makeCourse({}, 1)
  const shut = await makeCourse({}, [
    {},
    { release: { rule: 'onDate', at: new Date(Date.now() + 86_400_000), days: null, lesson: null } },
  ])
  for (const { course } of [open, shut]) await enroll(viewer, { courseId: course.id })
  setClock(new Date(Date.now() + 60_000))
  await completeLesson(viewer, { lessonId: shut.lessons[0]?.id as string })
  setClock(new Date(Date.now() + 120_000))
  const upcoming = await makeCourse({ startDate: new Date(Date.now() + 86_400_000) })
  await enroll(viewer, { courseId: upcoming.course.id })
  const { learning, overview } = await getDashboard(viewer, {})
  expect(learning.items.map(({ course }) => course.id)).toEqual([
    upcoming.course.id,
    shut.course.id,
    open.course.id,
  ])
  expect(overview?.continuation?.course.id).toBe(open.course.id)
  setClock(new Date(Date.now() + 86_400_000))
  expect((await getDashboard(viewer, {})).overview?.continuation?.course.id).not.toBe(open.course.id)
})

test('a course that was taken back for work stays on the list and hides nothing else', async () => {
  const viewer = await asStudent()
  const [taken, open] = [await makeCourse(), await makeCourse()]
  await enroll(viewer, { courseId: open.course.id })
  setClock(new Date(Date.now() + 60_000))
  await enroll(viewer, { courseId: taken.course.id })
  await Course.updateOne({ _id: taken.course._id }, { status: 'inReview' })
  const { learning, overview } = await getDashboard(viewer, {})
  expect(learning.items.map(({ course, isThere }) => [course.id, isThere])).toEqual([
    [taken.course.id, false],
    [open.course.id, true],
  ])
  expect(overview?.continuation?.course.id).toBe(open.course.id)
  await Course.updateOne({ _id: taken.course._id }, { status: 'archived' })
  expect((await getDashboard(viewer, {})).overview?.continuation?.course.id).toBe(taken.course.id)
})

test('what was added since the last visit is told until the course is opened again', async () => {
  const viewer = await asStudent()
  const { course } = await makeCourse({}, 1)
  await enroll(viewer, { courseId: course.id })
  expect((await getDashboard(viewer, {})).overview?.news).toEqual([])
  setClock(new Date(Date.now() + 60_000))
  const added = ['One', 'Two', 'Three', 'Four'].map((title) => ({ course: course._id, title, slug: title }))
  const later = { createdAt: new Date(Date.now() + 60_000) }
  await Lesson.insertMany(added.map((lesson, index) => ({ ...lesson, ...later, isPublished: index < 4 })))
  await Lesson.insertMany([{ ...added[0], title: 'Draft', ...later, isPublished: false }])
  const [news] = (await getDashboard(viewer, {})).overview?.news ?? []
  expect(news).toMatchObject({ course: { id: course.id }, count: 4 })
  expect(news?.lessons.map(({ title }) => title)).toEqual(['One', 'Two', 'Three'])
  setClock(new Date(Date.now() + 120_000))
  const first = await Lesson.findOne({ course: course._id, title: 'One' }).orFail()
  await visitLesson(viewer, { lessonId: first.id as string })
  expect((await getDashboard(viewer, {})).overview?.news).toEqual([])
})

test('the list shows what is in progress or completed, in the order and with the words that are asked for', async () => {
  const viewer = await asStudent()
  const titles = ['Crème brûlée', 'Café au lait', 'Kana']
  for (const [index, title] of titles.entries()) {
    const { course, lessons } = await makeCourse({ title }, 2)
    setClock(new Date(Date.now() + index * 60_000))
    await enroll(viewer, { courseId: course.id })
    for (const lesson of lessons.slice(0, index))
      await completeLesson(viewer, { lessonId: lesson.id as string })
  }
  expect(await titlesOf(viewer, {})).toEqual(['Kana', 'Café au lait', 'Crème brûlée'])
  expect(await titlesOf(viewer, { show: 'active', sort: 'progress' })).toEqual([
    'Café au lait',
    'Crème brûlée',
  ])
  expect(await titlesOf(viewer, { show: 'completed' })).toEqual(['Kana'])
  expect(await titlesOf(viewer, { q: 'CREME bru' })).toEqual(['Crème brûlée'])
  expect(await titlesOf(viewer, { q: '.*' })).toEqual([])
  const { overview } = await getDashboard(viewer, {})
  expect(overview?.certificates).toMatchObject([{ courseTitle: 'Kana' }])
  expect(overview?.activity).toMatchObject({ streakDays: 1, isLearnedToday: true })
})

test('the dashboard is empty for a beginner, refuses visitors, and forgets what was left', async () => {
  const viewer = await asStudent()
  expect(await getDashboard(viewer, {})).toMatchObject({
    overview: { isBeginner: true, continuation: null, news: [], certificates: [], activity: { days: [] } },
    learning: { items: [], nextCursor: null },
  })
  await expect(getDashboard(asVisitor(), {})).rejects.toMatchObject({ code: 'unauthenticated' })
  const { course } = await makeCourse()
  await enroll(viewer, { courseId: course.id })
  await Enrollment.updateOne({ course: course._id }, { status: 'refunded' })
  expect(await getDashboard(viewer, {})).toMatchObject({
    overview: { isBeginner: true },
    learning: { items: [] },
  })
})

test('nobody sees anything of another person', async () => {
  const [viewer, other] = [await asStudent(), await asStudent()]
  await enrollInMany(other.userId, 3)
  expect(await getDashboard(viewer, {})).toMatchObject({
    overview: { isBeginner: true },
    learning: { items: [] },
  })
})

test('400 courses cost no more round trips than 4, and their list is read by its index', async () => {
  const viewer = await asStudent()
  await enrollInMany(viewer.userId, 400)
  for (const query of [{}, { show: 'active', sort: 'progress' } as const, { q: 'course 39' }]) {
    const { calls, result } = await countRoundTrips(() => getDashboard(viewer, query))
    expect(calls.length).toBeLessThanOrEqual(5)
    expect(result.learning.items.length).toBeGreaterThan(10)
  }
  const plan = await mongoose.connection
    .collection('enrollments')
    .find({ user: toObjectId(viewer.userId), status: { $in: ['active', 'completed'] } })
    .sort({ lastAccessedAt: -1, _id: -1 })
    .limit(13)
    .explain('executionStats')
  expect(plan['executionStats'].totalDocsExamined).toBeLessThanOrEqual(26)
})
