import { expect, test } from 'vitest'
import { publishAssignments, saveAssignment } from '@/lib/assignments/commands/authoring'
import { saveGradeRules } from '@/lib/assignments/commands/book-rules'
import { SaveAssignment } from '@/lib/assignments/schema'
import { enroll } from '@/lib/enrollments/commands'
import { setClock } from '@/lib/platform/clock'
import { inTransaction } from '@/lib/platform/db/transaction'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { makeUser } from '@/lib/platform/testing/factories'
import { countRoundTrips } from '@/lib/platform/testing/round-trips'
import { asInstructor, asStudent, signedIn } from '@/lib/platform/testing/viewers'
import { accommodate } from '@/lib/quizzes/commands/accommodations'
import { LearnerAct } from '@/models/learner-act'
import { handInAssignment } from '../commands/assignment'
import { gradeSubmission, overrideGrade, releaseGrade, returnSubmission } from '../commands/grading'
import { readmitStudent, removeStudent } from '../commands/removing'
import { getOwnGrades } from './grades'
import { getStudent } from './student'

useTestDatabase()

const MONDAY = new Date('2030-03-04T09:00:00Z')
const NOTHING = { extraTimePercent: 0, extraAttempts: 0, laterDays: 0 }
const later = (minutes: number) => setClock(new Date(MONDAY.getTime() + minutes * 60_000))

async function scene() {
  setClock(MONDAY)
  const owner = await makeUser({ role: 'instructor', approved: true, fullName: 'Tara Teacher' })
  const { course, lessons } = await makeCourse({ instructor: owner._id }, [
    { type: 'assignment', title: 'The essay' },
  ])
  const teacher = await signedIn(owner._id.toHexString())
  const [essay] = lessons
  if (essay === undefined) throw new Error('No lesson.')
  const lessonId = essay.id as string
  const write = async (content: object, version: number) => {
    await saveAssignment(teacher, SaveAssignment.parse({ points: 10, ...content, lessonId, version }))
    await inTransaction(() => publishAssignments([essay._id]))
  }
  await write({}, 0)
  const courseId = course.id as string
  const learner = await asStudent()
  await enroll(learner, { courseId })
  const place = { courseId, userId: learner.userId }
  const read = async () => ({
    own: (await getOwnGrades(learner, { slug: course.slug })).trail,
    teachers: (await getStudent(teacher, place)).trail,
  })
  return { teacher, learner, course, courseId, lessonId, place, read, write }
}

test('what is done to a learner’s rights is there for both with who, when, why and from what to what', async () => {
  const { teacher, place, read } = await scene()
  later(1)
  await accommodate(teacher, {
    ...place,
    extraTimePercent: 50,
    extraAttempts: 0,
    laterDays: 3,
    reason: 'A broken arm.',
  })
  later(2)
  await accommodate(teacher, { ...place, ...NOTHING })
  later(3)
  await removeStudent(teacher, { ...place, reason: 'Was never paid.' })
  later(4)
  await readmitStudent(teacher, place)
  const { own, teachers } = await read()
  expect(own).toEqual(teachers)
  expect(own).toMatchObject([
    { act: 'readmitted', by: 'Tara Teacher', at: new Date('2030-03-04T09:04:00Z') },
    { act: 'removed', by: 'Tara Teacher', reason: 'Was never paid.' },
    {
      act: 'accommodated',
      changes: [{ what: 'extraTimePercent', before: '50', after: '0' }, { what: 'laterDays' }],
    },
    {
      act: 'accommodated',
      reason: 'A broken arm.',
      isForAll: false,
      changes: [
        { what: 'extraTimePercent', before: '0', after: '50' },
        { what: 'laterDays', before: '0', after: '3' },
      ],
    },
  ])
})

test('said again without a change it leaves no row, and neither does what is refused', async () => {
  const { teacher, learner, courseId, place } = await scene()
  await accommodate(teacher, { ...place, ...NOTHING })
  const rules = { courseId, missing: 'leftOut' as const, dropLowest: 0, weights: {} }
  await saveGradeRules(teacher, { ...rules, version: 0 })
  for (const viewer of [learner, await asInstructor()]) {
    await expect(accommodate(viewer, { ...place, ...NOTHING, laterDays: 1 })).rejects.toMatchObject({
      status: 403,
    })
    await expect(removeStudent(viewer, place)).rejects.toMatchObject({ status: 403 })
    await expect(saveGradeRules(viewer, { ...rules, dropLowest: 1, version: 1 })).rejects.toMatchObject({
      status: 403,
    })
  }
  expect(await LearnerAct.countDocuments()).toBe(0)
})

test('what changes everybody’s total or an assignment is told to all who learn there then, and not to who comes later', async () => {
  const { teacher, courseId, lessonId, course, read, write } = await scene()
  later(1)
  const weights = { [lessonId]: 3 }
  await saveGradeRules(teacher, { courseId, missing: 'zero', dropLowest: 2, weights, version: 0 })
  later(2)
  const due = { day: '2030-04-01', time: '12:00', timeZone: 'Europe/Berlin' }
  await write({ due, late: { rule: 'deducted', percentPerDay: 10, floorPercent: 20 }, passPercent: 60 }, 1)
  const { own, teachers } = await read()
  expect(own).toEqual(teachers)
  expect(own).toMatchObject([
    {
      act: 'taskChanged',
      by: 'Tara Teacher',
      isForAll: true,
      lessonTitle: 'The essay',
      changes: [
        { what: 'due', before: null, after: '2030-04-01T10:00:00.000Z' },
        { what: 'late', before: 'flagged', after: 'deducted' },
        { what: 'percentPerDay', before: null, after: '10' },
        { what: 'floorPercent', before: null, after: '20' },
        { what: 'passPercent', before: '50', after: '60' },
      ],
    },
    {
      act: 'rulesChanged',
      lessonTitle: null,
      changes: [
        { what: 'missing', before: 'leftOut', after: 'zero' },
        { what: 'dropLowest', before: '0', after: '2' },
        { what: 'weights', before: null, after: '1' },
      ],
    },
  ])
  later(3)
  const newcomer = await asStudent()
  await enroll(newcomer, { courseId })
  expect((await getOwnGrades(newcomer, { slug: course.slug })).trail).toEqual([])
})

test('of a grade that is held its learner reads nothing, of a released one all that led to it', async () => {
  const { teacher, learner, lessonId, place, read } = await scene()
  const words = { lessonId, text: 'My essay.', link: '', version: 0 }
  const first = await handInAssignment(learner, words)
  const graded = { choices: {}, points: 7.25, comment: '', isReleased: false }
  later(1)
  await gradeSubmission(teacher, { submissionId: first.submissionId, version: 2, ...graded })
  expect((await read()).own).toEqual([])
  expect((await read()).teachers).toMatchObject([
    { act: 'graded', after: 7.25, outOf: 10, lessonTitle: 'The essay' },
  ])
  later(2)
  await returnSubmission(teacher, { submissionId: first.submissionId, version: 3, comment: 'Say why.' })
  expect((await read()).own).toMatchObject([{ act: 'returned', before: null, after: null }])
  const second = await handInAssignment(learner, { ...words, text: 'Because.', version: 0 })
  later(3)
  await gradeSubmission(teacher, { submissionId: second.submissionId, version: 2, ...graded, points: 8 })
  later(4)
  await releaseGrade(teacher, { submissionId: second.submissionId, version: 3 })
  later(5)
  await overrideGrade(teacher, { ...place, lessonId, points: 9, reason: 'An oral exam.' })
  expect((await read()).own.map((entry) => [entry.act, entry.reason])).toEqual([
    ['overridden', 'An oral exam.'],
    ['released', ''],
    ['graded', ''],
    ['returned', ''],
  ])
  expect((await read()).teachers).toHaveLength(5)
})

test('a learner’s grades cost seven round trips, a student’s page seven, however much was changed', async () => {
  const { teacher, learner, course, place } = await scene()
  for (let laterDays = 1; laterDays <= 30; laterDays += 1)
    await accommodate(teacher, { ...place, ...NOTHING, laterDays })
  const own = await countRoundTrips(() => getOwnGrades(learner, { slug: course.slug }))
  expect(own.calls).toHaveLength(7)
  const theirs = await countRoundTrips(() => getStudent(teacher, place))
  expect(theirs.calls).toHaveLength(7)
  expect(theirs.result.trail).toHaveLength(30)
})
