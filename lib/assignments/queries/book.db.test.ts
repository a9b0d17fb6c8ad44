import { expect, test } from 'vitest'
import { enroll } from '@/lib/enrollments/commands'
import { toObjectId } from '@/lib/platform/db/object-id'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { makeUser } from '@/lib/platform/testing/factories'
import { countRoundTrips } from '@/lib/platform/testing/round-trips'
import { asInstructor, asStudent, asVisitor, signedIn } from '@/lib/platform/testing/viewers'
import { AssignmentVersion } from '@/models/assignment-version'
import { Enrollment } from '@/models/enrollment'
import { Grade } from '@/models/grade'
import { Submission } from '@/models/submission'
import { User } from '@/models/user'
import { saveGradeRules } from '../commands/book-rules'
import { LEARNERS_PER_PAGE } from '../constants'
import { AssignmentContent } from '../schema'
import { getGradeBook, getWholeGradeBook } from './book'
import { getSubmission, getSubmissionFileAddress } from './submission'
import { countWaitingWork, listQueue, listQueueOfCourse } from './queue'

useTestDatabase()

async function scene(items = 3) {
  const owner = await makeUser({ role: 'instructor', approved: true })
  const { course, lessons } = await makeCourse(
    { instructor: owner._id },
    Array.from({ length: items }, () => ({ type: 'assignment' as const })),
  )
  await AssignmentVersion.insertMany(
    lessons.map(({ _id }) => ({
      ...AssignmentContent.parse({ points: 10 }),
      lesson: _id,
      course: course._id,
      number: 1,
      isCurrent: true,
      publishedAt: new Date(),
    })),
  )
  const courseId = course._id.toHexString()
  return { teacher: await signedIn(owner._id.toHexString()), course, courseId, lessons }
}

const grade = (user: string, course: object, lesson: object, score: number) => ({
  user: toObjectId(user),
  course,
  lesson,
  type: 'assignment' as const,
  score,
  attempt: 1,
  outOf: 1_000,
  passPercent: 50,
  isPassed: score >= 500,
})
const book = { items: 0 }

test('the book shows each learner’s grades with their total by the course’s rules', async () => {
  const { teacher, course, courseId, lessons } = await scene()
  const learner = await asStudent({ fullName: 'Ada' })
  await enroll(learner, { courseId })
  const [first, second, third] = lessons.map(({ _id }) => _id)
  if (!first || !second || !third) throw new Error('no lessons')
  await Grade.insertMany([
    grade(learner.userId, course._id, first, 900),
    grade(learner.userId, course._id, second, 300),
  ])
  const total = async () => (await getGradeBook(teacher, { courseId, ...book })).rows.items[0]?.total
  expect(await total()).toBe(6_000)
  const rules = { courseId, version: 0, missing: 'zero', dropLowest: 0, weights: {} } as const
  await saveGradeRules(teacher, rules)
  expect(await total()).toBe(4_000)
  await saveGradeRules(teacher, {
    ...rules,
    version: 1,
    dropLowest: 1,
    weights: { [first.toHexString()]: 3, ['f'.repeat(24)]: 9 },
  })
  // The one that is missing is the lowest; (3 × 90 + 30) ÷ 4.
  expect(await total()).toBe(7_500)
  await expect(saveGradeRules(teacher, { ...rules, version: 1 })).rejects.toMatchObject({
    reason: 'assignment.book_changed',
  })
  const page = await getGradeBook(teacher, { courseId, ...book })
  expect(page.rows.items[0]?.cells.get(third.toHexString())).toMatchObject({ score: null, isDropped: true })
})

test('the book is by name, page after page and in its file, whoever enrolled first', async () => {
  const { teacher, courseId } = await scene(1)
  const names = Array.from({ length: LEARNERS_PER_PAGE + 2 }, (_, index) => `Learner ${String(99 - index)}`)
  for (const fullName of ['Zoë', ...names, 'ada']) await enroll(await asStudent({ fullName }), { courseId })
  const sorted = ['ada', ...names.toReversed(), 'Zoë']
  const first = (await getGradeBook(teacher, { courseId, ...book })).rows
  const next = await getGradeBook(teacher, { courseId, items: 0, cursor: first.nextCursor ?? '' })
  expect([...first.items, ...next.rows.items].map(({ name }) => name)).toEqual(sorted)
  const whole: string[] = []
  for await (const { name } of (await getWholeGradeBook(teacher, { courseId })).rows) whole.push(name)
  expect(whole).toEqual(sorted)
})

test('3,000 learners by 400 items stay within the same round trips as one by one', async () => {
  const { teacher, course, courseId, lessons } = await scene(400)
  const users = await User.insertMany(
    Array.from({ length: 3_000 }, (_, index) => ({
      username: `learner${index}`,
      usernameKey: `learner${index}`,
      email: `learner${index}@example.test`,
      fullName: `Learner ${index}`,
      role: 'student',
      birthYear: 1990,
    })),
    { lean: true },
  )
  const at = new Date()
  await Enrollment.insertMany(
    users.map(({ _id }, index) => ({
      user: _id,
      course: course._id,
      status: 'active' as const,
      nameKey: `learner ${String(index).padStart(4, '0')}`,
      enrolledAt: at,
      lastAccessedAt: at,
    })),
    { lean: true },
  )
  const some = users.slice(0, LEARNERS_PER_PAGE)
  await Grade.insertMany(
    some.flatMap(({ _id }) => lessons.map((lesson) => grade(_id.toHexString(), course._id, lesson._id, 700))),
    { lean: true },
  )
  const first = await countRoundTrips(() => getGradeBook(teacher, { courseId, ...book }))
  expect(first.calls).toHaveLength(4)
  expect(first.result.columns).toHaveLength(400)
  expect(first.result.shown).toHaveLength(12)
  expect(first.result.rows.items).toHaveLength(LEARNERS_PER_PAGE)
  expect(first.result.rows.items[0]?.total).toBe(7_000)
  const cursor = first.result.rows.nextCursor ?? ''
  const next = await countRoundTrips(() => getGradeBook(teacher, { courseId, items: 12, cursor }))
  expect(next.calls).toHaveLength(4)
  expect(next.result.rows.items[0]?.name).toBe(`Learner ${LEARNERS_PER_PAGE}`)
  const whole = await getWholeGradeBook(teacher, { courseId })
  let count = 0
  for await (const row of whole.rows) count += row.cells.size > 0 ? 1 : 0
  expect(count).toBe(3_000)
}, 120_000)

test('the queue of all courses is the longest waiting first, page after page, and only of one’s own', async () => {
  const one = await scene(1)
  const other = await scene(1)
  const learner = await asStudent({ fullName: 'Ada' })
  const rows = Array.from({ length: 70 }, (_, index) => ({
    user: toObjectId(learner.userId),
    course: (index % 2 === 0 ? one : other).course._id,
    lesson: (index % 2 === 0 ? one : other).lessons[0]?._id,
    attempt: index + 1,
    state: 'submitted' as const,
    answers: 1,
    submittedAt: new Date(Date.UTC(2030, 0, 1) + (index % 5) * 1_000),
    savedAt: new Date(),
  }))
  await Submission.insertMany(rows)
  await one.course.updateOne({ $push: { coInstructors: toObjectId(other.teacher.userId) } })
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const read = await countRoundTrips(() => listQueue(other.teacher, { view: 'waiting', cursor }))
    expect(read.calls).toHaveLength(2)
    seen.push(...read.result.items.map(({ id, submittedAt }) => `${submittedAt} ${id}`))
    cursor = read.result.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(new Set(seen).size).toBe(70)
  expect(seen).toEqual(seen.toSorted())
  const counted = await countRoundTrips(() => countWaitingWork(other.teacher))
  expect(counted).toMatchObject({ result: 70, calls: { length: 2 } })
  expect(await countWaitingWork(one.teacher)).toBeLessThan(70)
  expect(
    (await listQueue(one.teacher, { view: 'waiting' })).items.map(({ courseId }) => courseId),
  ).not.toContain(other.courseId)
  const { page } = await listQueueOfCourse(one.teacher, { courseId: one.courseId, view: 'waiting' })
  const [first, second] = page.items
  const opened = await countRoundTrips(() =>
    getSubmission(one.teacher, { submissionId: first?.id ?? '', isAcrossCourses: false }),
  )
  expect(opened.calls.length).toBeLessThanOrEqual(5)
  expect(opened.result).toMatchObject({
    learner: 'Ada',
    previous: null,
    next: { id: second?.id },
    can: { grade: true },
  })
})

test('a file is its learner’s and the teachers’, and a draft’s its learner’s alone', async () => {
  const { teacher, course, courseId, lessons } = await scene(1)
  const learner = await asStudent()
  const upload = toObjectId('a'.repeat(24))
  const [row] = await Submission.insertMany([
    {
      user: toObjectId(learner.userId),
      course: course._id,
      lesson: lessons[0]?._id,
      attempt: 1,
      files: [{ upload, name: 'essay.pdf', sizeBytes: 9, mime: 'application/pdf' }],
      savedAt: new Date(),
    },
  ])
  const file = { submissionId: row?._id.toHexString() ?? '', uploadId: upload.toHexString() }
  expect(await getSubmissionFileAddress(learner, file)).toContain(file.uploadId)
  await expect(getSubmissionFileAddress(teacher, file)).rejects.toMatchObject({ code: 'not_found' })
  await Submission.updateOne({ _id: row?._id }, { state: 'submitted', submittedAt: new Date(), answers: 1 })
  expect(await getSubmissionFileAddress(teacher, file)).toContain(file.uploadId)
  const classmate = await asStudent()
  await enroll(classmate, { courseId })
  for (const viewer of [classmate, await asInstructor()]) {
    await expect(getSubmissionFileAddress(viewer, file)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(getSubmission(viewer, { ...file, isAcrossCourses: false })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(getGradeBook(viewer, { courseId, ...book })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(getWholeGradeBook(viewer, { courseId })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listQueueOfCourse(viewer, { courseId, view: 'waiting' })).rejects.toMatchObject({
      code: 'forbidden',
    })
  }
  await expect(getSubmissionFileAddress(asVisitor(), file)).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(listQueue(classmate, { view: 'waiting' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(countWaitingWork(classmate)).rejects.toMatchObject({ code: 'forbidden' })
})
