import { expect, test } from 'vitest'
import { overrideGrade } from './grading'
import { enroll } from '@/lib/enrollments/commands'
import '@/lib/jobs'
import type { Member, Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { runDueJobs } from '@/lib/platform/jobs/runner'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { makeQuizVersion, QUESTIONS } from '@/lib/platform/testing/quizzes'
import { countRoundTrips } from '@/lib/platform/testing/round-trips'
import { asInstructor, asStudent } from '@/lib/platform/testing/viewers'
import { applyRegrade, leaveGrades } from '@/lib/quizzes/commands/regrading'
import { listRegradesDue, previewRegrade } from '@/lib/quizzes/queries/regrading'
import { Certificate } from '@/models/certificate'
import { Enrollment } from '@/models/enrollment'
import { Grade } from '@/models/grade'
import { GradeLog } from '@/models/grade-log'
import { LessonProgress } from '@/models/lesson-progress'
import { Notification } from '@/models/notification'
import { ProgressEvent } from '@/models/progress-event'
import { Quiz } from '@/models/quiz'
import { QuizAttempt } from '@/models/quiz-attempt'
import { QuizRegrade } from '@/models/quiz-regrade'
import { User } from '@/models/user'
import { getLesson } from '../queries/learning'
import { handInQuiz, saveQuizAnswer, startQuiz } from './quiz'

useTestDatabase()

const [single] = QUESTIONS
const turned = {
  ...single,
  options: (single as { options: { share: number }[] }).options.map((option) => ({
    ...option,
    share: 100 - option.share,
  })),
}

/** Two learners, one who chose Alpha and passed, one who chose Beta and did not; then Beta is found to be right. */
async function scene() {
  const teacher = await asInstructor()
  const { course, lessons } = await makeCourse({ instructor: toObjectId(teacher.userId) }, [{ type: 'quiz' }])
  const [lesson] = lessons
  if (lesson === undefined || single === undefined) throw new Error('No lesson.')
  const lessonId = lesson.id as string
  await makeQuizVersion(lesson, { questions: [single] })
  const attempt = async (learner: Member, option: string) => {
    const { attemptId } = await startQuiz(learner, { lessonId })
    await saveQuizAnswer(learner, {
      attemptId,
      questionId: 'single1',
      sequence: 1,
      answer: { type: 'single', option },
    })
    await handInQuiz(learner, { lessonId, attemptId })
  }
  const people: Member[] = []
  for (const option of ['opta1x', 'optb1x']) {
    const learner = await asStudent()
    await enroll(learner, { courseId: course.id })
    await attempt(learner, option)
    people.push(learner)
  }
  await makeQuizVersion(lesson, { questions: [turned], number: 2 })
  return { teacher, course, lesson, lessonId, people, attempt }
}

const REASON = 'Beta was right all along.'
const preview = (teacher: Viewer, lessonId: string, page = 1) => previewRegrade(teacher, { lessonId, page })

/** Confirms what the preview shows now. */
async function regrade(teacher: Viewer, lessonId: string) {
  const { seen } = await preview(teacher, lessonId)
  await applyRegrade(teacher, { lessonId, seen, reason: REASON })
  await runDueJobs()
}

test('the preview says who changes and by how much, the lost pass first, and writes nothing', async () => {
  const { teacher, lessonId, people } = await scene()
  expect(await preview(teacher, lessonId)).toMatchObject({
    ...{
      toNumber: 2,
      attempts: 2,
      learners: 2,
      up: 1,
      down: 1,
      gains: 1,
      loses: 1,
      page: 1,
      pages: 1,
      past: [],
    },
    rows: [
      { fullName: people[0]?.fullName, fromPercent: 100, toPercent: 0, pass: 'loses', attempts: 1 },
      { fullName: people[1]?.fullName, fromPercent: 0, toPercent: 100, pass: 'gains', attempts: 1 },
    ],
  })
  expect(await QuizAttempt.countDocuments({ percent: 100 })).toBe(1)
  expect(await ProgressEvent.countDocuments({ kind: 'quizRegraded' })).toBe(0)
})

test('what counts decides: a grade that a better attempt holds stays, and is told as such', async () => {
  const { teacher, lessonId, people, attempt } = await scene()
  const [passed] = people
  if (passed === undefined) throw new Error('Nobody.')
  // Made with the new version: Beta is right there.
  await attempt(passed, 'optb1x')
  const { rows } = await preview(teacher, lessonId)
  expect(rows.find(({ userId }) => userId === passed.userId)).toMatchObject({
    ...{ fromPercent: 100, toPercent: 100, pass: 'same', attempts: 1 },
  })
})

test('a teacher’s word goes on counting, and the preview says so', async () => {
  const { teacher, lessonId, people, course } = await scene()
  const userId = people[0]?.userId ?? ''
  await overrideGrade(teacher, { courseId: course.id, lessonId, userId, points: 80, reason: 'A fair try.' })
  const row = (await preview(teacher, lessonId)).rows.find((each) => each.userId === userId)
  expect(row).toMatchObject({ isOverridden: true, fromPercent: 100, toPercent: 0 })
  await regrade(teacher, lessonId)
  const grade = await Grade.findOne({ user: toObjectId(userId) }).lean()
  expect(grade).toMatchObject({ score: 0, override: { score: 8_000 }, isPassed: true })
})

test('applied, who passes now has done the lesson, who passed before keeps it and their certificate', async () => {
  const { teacher, lessonId, people, course } = await scene()
  await regrade(teacher, lessonId)
  const attempts = await QuizAttempt.find().sort({ _id: 1 }).lean()
  expect(attempts).toMatchObject([
    {
      percent: 0,
      isPassed: false,
      regrades: [{ fromNumber: 1, toNumber: 2, fromEarned: 1, toEarned: 0, by: toObjectId(teacher.userId) }],
    },
    { percent: 100, isPassed: true, regrades: [{ fromEarned: 0, toEarned: 1 }] },
  ])
  expect(await LessonProgress.countDocuments({ status: 'completed' })).toBe(2)
  expect(await Enrollment.countDocuments({ course: course._id, status: 'completed' })).toBe(2)
  expect(await Certificate.countDocuments()).toBe(2)
  const grades = await Grade.find().sort({ score: 1 }).lean()
  expect(grades.map(({ user, score }) => [user.toHexString(), score])).toEqual([
    [people[0]?.userId, 0],
    [people[1]?.userId, 10_000],
  ])
  expect(await preview(teacher, lessonId)).toMatchObject({
    ...{ attempts: 0, learners: 0, seen: '' },
    past: [{ toNumber: 2, by: teacher.fullName, reason: REASON, attempts: 2, done: 2, learners: 2 }],
  })
})

test('each learner concerned finds it in ledger, trail and bell: from what to what, by whom and why', async () => {
  const { teacher, course, lessonId, people } = await scene()
  await regrade(teacher, lessonId)
  const ledger = await ProgressEvent.find({ kind: 'quizRegraded' }).sort({ scorePercent: 1 }).lean()
  expect(ledger.map(({ user, scorePercent }) => [user.toHexString(), scorePercent])).toEqual([
    [people[0]?.userId, 0],
    [people[1]?.userId, 100],
  ])
  const { calls, result } = await countRoundTrips(() =>
    getLesson(people[0] as Viewer, { slug: course.slug, lessonId }),
  )
  expect(calls).toHaveLength(3)
  expect(result.content).toMatchObject({
    type: 'quiz',
    trail: [
      { act: 'quizRegraded', before: 100, after: 0, outOf: 100, by: teacher.fullName, reason: REASON },
      { act: 'quizScored', before: null, after: 100, attempt: 1, by: null },
    ],
  })
  const told = await Notification.find({ notice: 'quizRegraded' }).lean()
  expect(told.map(({ user, params }) => [user.toHexString(), params])).toEqual(
    expect.arrayContaining([
      [people[0]?.userId, expect.objectContaining({ percent: 0 })],
      [people[1]?.userId, expect.objectContaining({ percent: 100 })],
    ]),
  )
  expect(told).toHaveLength(2)
})

test('confirmed twice, also at the same moment, it happens once', async () => {
  const { teacher, lessonId } = await scene()
  const { seen } = await preview(teacher, lessonId)
  const confirm = () => applyRegrade(teacher, { lessonId, seen, reason: REASON })
  const ids = [...(await Promise.all([confirm(), confirm()])), await confirm()].map(
    ({ regradeId }) => regradeId,
  )
  expect(new Set(ids).size).toBe(1)
  await runDueJobs()
  await confirm()
  await runDueJobs()
  expect(await QuizRegrade.countDocuments()).toBe(1)
  expect(await GradeLog.countDocuments({ act: 'quizRegraded' })).toBe(2)
})

test('what changed since it was shown is refused: another version, or another result of somebody concerned', async () => {
  const { teacher, lessonId, people, attempt, lesson } = await scene()
  const refused = { code: 'precondition', reason: 'quiz.regrade_changed' }
  const first = await preview(teacher, lessonId)
  await attempt(people[1] as Member, 'optb1x')
  await expect(applyRegrade(teacher, { lessonId, seen: first.seen, reason: REASON })).rejects.toMatchObject(
    refused,
  )
  const second = await preview(teacher, lessonId)
  await makeQuizVersion(lesson, { questions: [{ ...turned, points: 3 }], number: 3 })
  await expect(applyRegrade(teacher, { lessonId, seen: second.seen, reason: REASON })).rejects.toMatchObject(
    refused,
  )
  expect(await QuizRegrade.countDocuments()).toBe(0)
})

test('who may not is refused; where nothing is to be graded anew, that is told', async () => {
  const { teacher, lessonId, people, course } = await scene()
  const { seen } = await preview(teacher, lessonId)
  for (const viewer of [people[0], await asInstructor()]) {
    if (viewer === undefined) throw new Error('Nobody.')
    const forbidden = { code: 'forbidden' }
    await expect(preview(viewer, lessonId)).rejects.toMatchObject(forbidden)
    await expect(applyRegrade(viewer, { lessonId, seen, reason: REASON })).rejects.toMatchObject(forbidden)
    await expect(leaveGrades(viewer, { lessonId })).rejects.toMatchObject(forbidden)
    await expect(listRegradesDue(viewer, { courseId: course.id })).rejects.toMatchObject(forbidden)
  }
  await regrade(teacher, lessonId)
  const other = 'a'.repeat(32)
  await expect(applyRegrade(teacher, { lessonId, seen: other, reason: REASON })).rejects.toMatchObject({
    ...{ code: 'conflict', reason: 'quiz.nothing_to_regrade' },
  })
})

test('a question that the new version leaves out counts for nobody', async () => {
  const { teacher, lessonId, lesson } = await scene()
  await makeQuizVersion(lesson, { questions: [QUESTIONS[2] as object], number: 3 })
  await regrade(teacher, lessonId)
  expect(await QuizAttempt.find().lean()).toMatchObject([
    { earned: 0, most: 0, percent: 0 },
    { earned: 0, most: 0, percent: 0 },
  ])
})

test('a class larger than a page and a step of the job: every learner once, the pages whole', async () => {
  const { teacher, course, lessonId } = await scene()
  const [pattern] = await QuizAttempt.find({ percent: 100 }).lean()
  if (pattern === undefined) throw new Error('No attempt.')
  const { _id, ...fields } = pattern
  const crowd = await User.create(
    Array.from({ length: 50 }, (_, index) => ({
      ...{ username: `crowd${index}`, usernameKey: `crowd${index}`, email: `crowd${index}@example.test` },
      ...{ fullName: `Learner ${index}`, role: 'student' as const },
    })),
  )
  await QuizAttempt.insertMany(crowd.map((user) => ({ ...fields, user: user._id })))
  const at = new Date()
  await Enrollment.insertMany(
    crowd.map((user) => ({ user: user._id, course: course._id, enrolledAt: at, lastAccessedAt: at })),
  )
  const pages = [await preview(teacher, lessonId, 1), await preview(teacher, lessonId, 9)]
  expect(pages.map(({ page, rows }) => [page, rows.length])).toEqual([
    [1, 50],
    [2, 2],
  ])
  expect(new Set(pages.flatMap(({ rows }) => rows.map(({ userId }) => userId))).size).toBe(52)
  await regrade(teacher, lessonId)
  expect(await QuizAttempt.countDocuments({ regrades: { $size: 1 } })).toBe(52)
  expect(await GradeLog.countDocuments({ act: 'quizRegraded' })).toBe(52)
  expect((await QuizRegrade.findOne().lean())?.doneAt).toBeInstanceOf(Date)
})

test('the reminder stands until it is decided: graded anew, or left as it is', async () => {
  const { teacher, lessonId, lesson, course } = await scene()
  const due = () => listRegradesDue(teacher, { courseId: course.id })
  const set = () => Quiz.updateOne({ lesson: lesson._id }, { $set: { isRegradeDue: true } })
  await Quiz.create([{ lesson: lesson._id, course: course._id, draft: {}, isRegradeDue: true }])
  expect(await due()).toEqual([{ lessonId, title: expect.any(String) as string }])
  await leaveGrades(teacher, { lessonId })
  expect(await due()).toEqual([])
  await set()
  await regrade(teacher, lessonId)
  expect(await due()).toEqual([])
})
