import { beforeEach, expect, test } from 'vitest'
import '@/lib/jobs'
import { eraseSubmissions } from '@/lib/assignments/commands/erasing'
import { getGradeBook, getWholeGradeBook } from '@/lib/assignments/queries/book'
import { suspendAccount } from '@/lib/accounts/commands/standing'
import { eraseEnrollments } from '@/lib/enrollments/commands'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { setClock } from '@/lib/platform/clock'
import { runDueJobs } from '@/lib/platform/jobs/runner'
import { makeAssignmentVersion } from '@/lib/platform/testing/assignments'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { makeUser } from '@/lib/platform/testing/factories'
import { makeQuizVersion, RIGHT_ANSWERS } from '@/lib/platform/testing/quizzes'
import { asAdmin, asStudent, signedIn } from '@/lib/platform/testing/viewers'
import { eraseQuizzes } from '@/lib/quizzes/commands/erasing'
import type { Answer } from '@/lib/quizzes/schema/answer'
import { Enrollment } from '@/models/enrollment'
import { Grade } from '@/models/grade'
import { GradeLog } from '@/models/grade-log'
import { LessonProgress } from '@/models/lesson-progress'
import { ProgressEvent } from '@/models/progress-event'
import { QuizAttempt } from '@/models/quiz-attempt'
import { Submission } from '@/models/submission'
import { listLearningRecords } from '../queries/record'
import { handInAssignment } from './assignment'
import { eraseProgress } from './erasing'
import { gradeSubmission } from './grading'
import { joinCourse } from './joining'
import { leaveCourse } from './leaving'
import { handInQuiz, saveQuizAnswer, startQuiz } from './quiz'
import { readmitStudent, removeStudent } from './removing'

useTestDatabase()

const START = new Date('2030-03-04T09:00:00Z')
const after = (minutes: number) => setClock(new Date(START.getTime() + minutes * 60_000))
const house = systemViewer('test')
beforeEach(() => setClock(START))

/** A course of one quiz of ten minutes and one attempt, and one assignment. */
async function scene() {
  const owner = await makeUser({ role: 'instructor', approved: true })
  const { course, lessons } = await makeCourse({ instructor: owner._id }, [
    { type: 'quiz' },
    { type: 'assignment' },
  ])
  const [quiz, essay] = lessons
  if (quiz === undefined || essay === undefined) throw new Error('No lessons.')
  await makeQuizVersion(quiz, { settings: { timeLimitMinutes: 10, attempts: 1 } })
  await makeAssignmentVersion(essay, { rubric: [] })
  const teacher = await signedIn(owner._id.toHexString())
  const learner = await asStudent({ fullName: 'Ann Lee' })
  const courseId = course.id as string
  await joinCourse(learner, { courseId })
  const place = { courseId, userId: learner.userId }
  return { teacher, learner, courseId, place, quizId: quiz.id as string, essayId: essay.id as string }
}

async function answerAll(learner: Member, attemptId: string) {
  for (const [questionId, answer] of Object.entries(RIGHT_ANSWERS))
    await saveQuizAnswer(learner, { attemptId, questionId, sequence: 1, answer: answer as unknown as Answer })
}

const essay = (lessonId: string) => ({ lessonId, text: 'My way.', link: '', version: 0 })
const graded = (submissionId: string) => ({
  ...{ submissionId, version: 2, choices: {}, points: 8, comment: '', isReleased: true },
})
async function inBook(teacher: Member, courseId: string) {
  const page = await getGradeBook(teacher, { courseId, items: 0 })
  const whole: string[] = []
  for await (const { name } of (await getWholeGradeBook(teacher, { courseId })).rows) whole.push(name)
  expect(whole).toEqual(page.rows.items.map(({ name }) => name))
  return whole
}

test('removed in the middle of an attempt: it ends by the clock, and its pass is there when they are taken back', async () => {
  const { teacher, learner, courseId, place, quizId } = await scene()
  const { attemptId } = await startQuiz(learner, { lessonId: quizId })
  await answerAll(learner, attemptId)
  await removeStudent(teacher, place)
  await expect(handInQuiz(learner, { lessonId: quizId, attemptId })).rejects.toMatchObject({
    reason: 'enrollment.required',
  })
  expect(await inBook(teacher, courseId)).toEqual([])
  after(11)
  await runDueJobs()
  expect(await QuizAttempt.findById(attemptId).lean()).toMatchObject({ state: 'finished', isPassed: true })
  await readmitStudent(teacher, place)
  expect(await LessonProgress.findOne({ lesson: quizId }).lean()).toMatchObject({ status: 'completed' })
  expect(await Enrollment.findOne().lean()).toMatchObject({ status: 'active', progress: 50 })
  const book = await getGradeBook(teacher, { courseId, items: 0 })
  expect([...(book.rows.items[0]?.cells.values() ?? [])]).toMatchObject([{ score: 100 }, { score: null }])
})

test('left while their work waits: it is graded, the course is not completed for who is away, and is when they return', async () => {
  const { teacher, learner, courseId, quizId, essayId } = await scene()
  const { attemptId } = await startQuiz(learner, { lessonId: quizId })
  await answerAll(learner, attemptId)
  await handInQuiz(learner, { lessonId: quizId, attemptId })
  const { submissionId } = await handInAssignment(learner, essay(essayId))
  await leaveCourse(learner, { courseId, progress: 'keep' })
  await gradeSubmission(teacher, graded(submissionId))
  expect(await Enrollment.findOne().lean()).toMatchObject({
    status: 'cancelled',
    progress: 100,
    completedAt: null,
  })
  expect(await inBook(teacher, courseId)).toEqual([])
  await joinCourse(learner, { courseId })
  expect(await Enrollment.findOne().lean()).toMatchObject({ status: 'completed', progress: 100 })
  expect(await inBook(teacher, courseId)).toEqual(['Ann Lee'])
})

test('left and erased while a grader has the work in hand: the grade is refused and nothing is made anew', async () => {
  const { teacher, learner, courseId, quizId, essayId } = await scene()
  await startQuiz(learner, { lessonId: quizId })
  const { submissionId } = await handInAssignment(learner, essay(essayId))
  await leaveCourse(learner, { courseId, progress: 'erase' })
  await expect(gradeSubmission(teacher, graded(submissionId))).rejects.toMatchObject({ code: 'not_found' })
  after(11)
  await runDueJobs()
  for (const model of [Submission, QuizAttempt, Grade, GradeLog, LessonProgress])
    expect(await (model as typeof Grade).countDocuments()).toBe(0)
})

test('graded in the middle of the account’s erasing: nothing is made anew for nobody, in whichever order it goes', async () => {
  const { teacher, learner, quizId, essayId } = await scene()
  const { userId } = learner
  await startQuiz(learner, { lessonId: quizId })
  const { submissionId } = await handInAssignment(learner, essay(essayId))
  await eraseEnrollments(house, { userId })
  await eraseProgress(house, { userId })
  await expect(gradeSubmission(teacher, graded(submissionId))).rejects.toMatchObject({ code: 'not_found' })
  after(11)
  await runDueJobs()
  await eraseSubmissions(house, { userId })
  await eraseQuizzes(house, { userId })
  for (const model of [Submission, QuizAttempt, Grade, GradeLog, LessonProgress, ProgressEvent])
    expect(await (model as typeof Grade).countDocuments({ user: userId })).toBe(0)
})

test('suspended in the middle of an attempt: the clock ends it, their work is graded, and their record stays whole', async () => {
  const { teacher, learner, courseId, quizId, essayId } = await scene()
  const { attemptId } = await startQuiz(learner, { lessonId: quizId })
  await answerAll(learner, attemptId)
  const { submissionId } = await handInAssignment(learner, essay(essayId))
  await suspendAccount(await asAdmin(), { userId: learner.userId, reason: 'Unkind.' })
  await gradeSubmission(teacher, graded(submissionId))
  after(11)
  await runDueJobs()
  expect(await QuizAttempt.findById(attemptId).lean()).toMatchObject({ isPassed: true, finishedBy: 'clock' })
  expect(await Enrollment.findOne().lean()).toMatchObject({ status: 'completed', progress: 100 })
  expect(await inBook(teacher, courseId)).toEqual(['Ann Lee'])
})

test('the export of who was removed holds what they did and what was done to them', async () => {
  const { teacher, learner, place, essayId } = await scene()
  await handInAssignment(learner, essay(essayId))
  await removeStudent(teacher, { ...place, reason: 'By mistake.' })
  const records = []
  for await (const record of listLearningRecords(learner)) records.push(record)
  expect(records).toMatchObject([
    {
      status: 'cancelled',
      submissions: [{ text: 'My way.', state: 'submitted', grade: null }],
      changes: [{ act: 'removed', reason: 'By mistake.' }],
    },
  ])
})
