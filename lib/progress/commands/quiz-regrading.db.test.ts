import { expect, test } from 'vitest'
import { enroll } from '@/lib/enrollments/commands'
import '@/lib/jobs'
import { toObjectId } from '@/lib/platform/db/object-id'
import { runDueJobs } from '@/lib/platform/jobs/runner'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { makeQuizVersion, QUESTIONS } from '@/lib/platform/testing/quizzes'
import { asInstructor, asStudent } from '@/lib/platform/testing/viewers'
import { applyRegrade } from '@/lib/quizzes/commands/regrading'
import { previewRegrade } from '@/lib/quizzes/queries/regrading'
import { Certificate } from '@/models/certificate'
import { Enrollment } from '@/models/enrollment'
import { Grade } from '@/models/grade'
import { LessonProgress } from '@/models/lesson-progress'
import { ProgressEvent } from '@/models/progress-event'
import { QuizAttempt } from '@/models/quiz-attempt'
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
  const people = []
  for (const option of ['opta1x', 'optb1x']) {
    const learner = await asStudent()
    await enroll(learner, { courseId: course.id })
    const { attemptId } = await startQuiz(learner, { lessonId })
    await saveQuizAnswer(learner, {
      attemptId,
      questionId: 'single1',
      sequence: 1,
      answer: { type: 'single', option },
    })
    await handInQuiz(learner, { lessonId, attemptId })
    people.push(learner)
  }
  await makeQuizVersion(lesson, { questions: [turned], number: 2 })
  return { teacher, course, lessonId, people }
}

test('the preview says who changes and by how much, and writes nothing', async () => {
  const { teacher, lessonId, people } = await scene()
  const preview = await previewRegrade(teacher, { lessonId })
  expect(preview).toMatchObject({ toNumber: 2, attempts: 2, changed: 2, up: 1, down: 1 })
  expect(preview.rows).toMatchObject([
    { fullName: people[0]?.fullName, fromPercent: 100, toPercent: 0, pass: 'loses' },
    { fullName: people[1]?.fullName, fromPercent: 0, toPercent: 100, pass: 'gains' },
  ])
  expect(await QuizAttempt.countDocuments({ percent: 100 })).toBe(1)
  expect(await ProgressEvent.countDocuments({ kind: 'quizRegraded' })).toBe(0)
})

test('applied, who passes now has done the lesson, who passed before keeps it and their certificate; each is told', async () => {
  const { teacher, lessonId, people, course } = await scene()
  await applyRegrade(teacher, { lessonId, number: 2 })
  await runDueJobs()
  await applyRegrade(teacher, { lessonId, number: 2 })
  await runDueJobs()
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
  const told = await ProgressEvent.find({ kind: 'quizRegraded' }).lean()
  expect(told.map(({ user, scorePercent }) => [user.toHexString(), scorePercent]).sort()).toEqual(
    [
      [people[0]?.userId, 0],
      [people[1]?.userId, 100],
    ].sort(),
  )
  const grades = await Grade.find().sort({ score: 1 }).lean()
  expect(grades.map(({ user, score }) => [user.toHexString(), score])).toEqual([
    [people[0]?.userId, 0],
    [people[1]?.userId, 10_000],
  ])
  expect(await previewRegrade(teacher, { lessonId })).toMatchObject({ attempts: 0, changed: 0 })
})

test('who may not is refused; a version that is not the last one any more is told', async () => {
  const { teacher, lessonId, people } = await scene()
  for (const viewer of [people[0], await asInstructor()]) {
    if (viewer === undefined) throw new Error('Nobody.')
    await expect(previewRegrade(viewer, { lessonId })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(applyRegrade(viewer, { lessonId, number: 2 })).rejects.toMatchObject({ code: 'forbidden' })
  }
  await expect(applyRegrade(teacher, { lessonId, number: 1 })).rejects.toMatchObject({ code: 'precondition' })
})

test('a question that the new version leaves out counts for nobody', async () => {
  const { teacher, lessonId } = await scene()
  const lesson = { _id: toObjectId(lessonId), course: toObjectId(lessonId) }
  await makeQuizVersion(lesson, { questions: [QUESTIONS[2] as object], number: 3 })
  await applyRegrade(teacher, { lessonId, number: 3 })
  await runDueJobs()
  expect(await QuizAttempt.find().lean()).toMatchObject([
    { earned: 0, most: 0, percent: 0 },
    { earned: 0, most: 0, percent: 0 },
  ])
})
