import { expect, test } from 'vitest'
import { enroll } from '@/lib/enrollments/commands'
import { setClock } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { countRoundTrips } from '@/lib/platform/testing/round-trips'
import { asStudent, asVisitor, signedIn } from '@/lib/platform/testing/viewers'
import { Course } from '@/models/course'
import { Lesson } from '@/models/lesson'
import { ProgressEvent } from '@/models/progress-event'
import { completeLesson, reopenLesson, visitLesson } from '../commands/lessons'
import { getLedger } from './ledger'

useTestDatabase()

test('the ledger says what counted, why, and the percent after it, newest first', async () => {
  const { course, lessons } = await makeCourse({}, 2)
  const viewer = await asStudent()
  const [first = '', second = ''] = lessons.map(({ id }) => id as string)
  let minute = Date.parse('2030-01-01T00:00:00Z')
  const later = () => setClock(new Date((minute += 60_000)))
  later()
  await enroll(viewer, { courseId: course.id })
  for (const act of [visitLesson, completeLesson, reopenLesson, completeLesson]) {
    later()
    await act(viewer, { lessonId: first })
  }
  later()
  await completeLesson(viewer, { lessonId: second })
  const ledger = await getLedger(viewer, { slug: course.slug })
  expect(ledger).toMatchObject({ percent: 100, course: { title: course.title } })
  expect(
    ledger.entries.items.map(({ kind, cause, percent, lessonTitle }) => [kind, cause, percent, lessonTitle]),
  ).toEqual([
    ['courseCompleted', null, 100, null],
    ['lessonCompleted', 'read', 100, 'Lesson 2'],
    ['lessonCompleted', 'read', 50, 'Lesson 1'],
    ['lessonReopened', null, 0, 'Lesson 1'],
    ['lessonCompleted', 'read', 50, 'Lesson 1'],
    ['lessonStarted', null, 0, 'Lesson 1'],
  ])
  await Course.updateOne(
    { _id: course._id },
    { $pull: { 'modules.0.sections.0.lessonIds': lessons[0]?._id } },
  )
  await Lesson.updateOne({ _id: lessons[0]?._id }, { isPublished: false })
  const after = await getLedger(viewer, { slug: course.slug })
  expect(after.entries.items[2]).toMatchObject({ lessonTitle: 'Lesson 1', lessonId: null })
})

test('only one’s own ledger is read: not a visitor’s, not who is not enrolled, and no line of another', async () => {
  const { course, lessons } = await makeCourse()
  const [viewer, other, stranger] = [await asStudent(), await asStudent(), await asStudent()]
  for (const each of [viewer, other]) await enroll(each, { courseId: course.id })
  await completeLesson(other, { lessonId: lessons[0]?.id as string })
  const slug = course.slug
  await expect(getLedger(asVisitor(), { slug })).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(getLedger(stranger, { slug })).rejects.toMatchObject({ code: 'forbidden' })
  expect((await getLedger(viewer, { slug })).entries).toEqual({ items: [], nextCursor: null })
  const teacher = await signedIn(course.instructor?.toHexString() ?? '')
  expect((await getLedger(teacher, { slug })).entries.items).toEqual([])
  await expect(getLedger(viewer, { slug, cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid' })
})

test('a long ledger is paged in few round trips', async () => {
  const { course } = await makeCourse()
  const viewer = await asStudent()
  await enroll(viewer, { courseId: course.id })
  const key = { user: toObjectId(viewer.userId), course: course._id, kind: 'recounted' as const }
  const at = Date.parse('2030-01-01')
  await ProgressEvent.insertMany(
    Array.from({ length: 120 }, (_, index) => ({
      ...key,
      percent: index % 100,
      at: new Date(at + Math.floor(index / 3)),
    })),
  )
  const seen = new Set<string>()
  let cursor: string | undefined
  do {
    const { result, calls } = await countRoundTrips(() => getLedger(viewer, { slug: course.slug, cursor }))
    expect(calls.length).toBeLessThanOrEqual(5)
    for (const { id } of result.entries.items) seen.add(id)
    cursor = result.entries.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(seen.size).toBe(120)
})
