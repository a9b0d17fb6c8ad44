import { expect, test } from 'vitest'
import { forgetLessonPart } from '@/lib/courses/lesson-parts'
import { getReview } from '@/lib/courses/queries/review'
import { inTransaction } from '@/lib/platform/db/transaction'
import { toObjectId } from '@/lib/platform/db/object-id'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { QUESTIONS } from '@/lib/platform/testing/quizzes'
import { asAdmin, asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { CourseRevision } from '@/models/course-revision'
import { BankQuestion } from '@/models/question'
import { QuizAttempt } from '@/models/quiz-attempt'
import { QuizVersion } from '@/models/quiz-version'
import { Quiz } from '@/models/quiz'
import { registerQuizzes } from '../lesson-part'
import { changedQuizzes, differencesOfQuizzes, missingOfQuizzes } from '../queries/checking'
import { exportQuestions, getAuthoredQuiz } from '../queries/authoring'
import { listBankQuestions } from '../queries/bank'
import { Question } from '../schema/question'
import { QuizContent, QuizDraft } from '../schema/quiz'
import { deleteBankQuestion, saveBankQuestion } from './bank'
import { copyQuizzes, removeQuizzes } from './copying'
import { publishQuizzes, saveQuiz } from './drafts'
import { readQuestions } from './importing'

useTestDatabase()

const questions = QUESTIONS.map((question) => Question.parse(question))
const draftOf = (count: number, parts: object = {}) =>
  QuizDraft.parse({ settings: {}, questions: questions.slice(0, count), draws: [], ...parts })
const publish = (...ids: Parameters<typeof publishQuizzes>[0]) => inTransaction(() => publishQuizzes(ids))

async function scene() {
  const teacher = await asInstructor()
  const { course, lessons } = await makeCourse({ instructor: toObjectId(teacher.userId) }, [
    { type: 'quiz' },
    { type: 'article' },
  ])
  const [lesson, article] = lessons
  if (lesson === undefined || article === undefined) throw new Error('No lessons.')
  return { teacher, course, lesson, article, lessonId: lesson.id as string }
}

test('of two who write at once one is told, and nothing of the other is lost', async () => {
  const { teacher, lessonId } = await scene()
  expect(await getAuthoredQuiz(teacher, { lessonId })).toMatchObject({ version: 0, draft: { questions: [] } })
  const first = await Promise.allSettled(
    [1, 2].map((count) => saveQuiz(teacher, { lessonId, version: 0, draft: draftOf(count) })),
  )
  expect(first.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(first.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'precondition', reason: 'quiz.changed_meanwhile' },
  })
  const again = await Promise.allSettled(
    [3, 4].map((count) => saveQuiz(teacher, { lessonId, version: 1, draft: draftOf(count) })),
  )
  expect(again.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await getAuthoredQuiz(teacher, { lessonId })).toMatchObject({ version: 2, publishedNumber: null })
  expect(await CourseRevision.countDocuments({ isPending: true })).toBe(1)
})

test('what is sent again because its answer was lost counts as saved, and anything else does not', async () => {
  const { teacher, lessonId } = await scene()
  await saveQuiz(teacher, { lessonId, version: 0, draft: draftOf(8) })
  expect(await saveQuiz(teacher, { lessonId, version: 0, draft: draftOf(8) })).toEqual({ version: 1 })
  await saveQuiz(teacher, { lessonId, version: 1, draft: draftOf(7) })
  expect(await saveQuiz(teacher, { lessonId, version: 1, draft: draftOf(7) })).toEqual({ version: 2 })
  for (const version of [0, 1, 3])
    await expect(saveQuiz(teacher, { lessonId, version, draft: draftOf(8) })).rejects.toMatchObject({
      reason: 'quiz.changed_meanwhile',
    })
})

test('who may not write it is refused, and sees no answer', async () => {
  const { lessonId, teacher, article } = await scene()
  await saveQuiz(teacher, { lessonId, version: 0, draft: draftOf(1) })
  const write = { lessonId, version: 1, draft: draftOf(2) }
  const file = { lessonId, format: 'gift', text: 'Ok?{T}' } as const
  for (const viewer of [await asStudent(), await asInstructor()]) {
    for (const act of [
      () => saveQuiz(viewer, write),
      () => getAuthoredQuiz(viewer, { lessonId }),
      () => readQuestions(viewer, file),
      () => exportQuestions(viewer, file),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'forbidden' })
  }
  await expect(saveQuiz(asVisitor(), write)).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(saveQuiz(teacher, { ...write, lessonId: article.id as string })).rejects.toMatchObject({
    code: 'not_found',
  })
  expect(await getAuthoredQuiz(await asAdmin(), { lessonId })).toMatchObject({ version: 1 })
})

test('a quiz of a course in review is locked', async () => {
  const { teacher, lessonId, course } = await scene()
  await saveQuiz(teacher, { lessonId, version: 0, draft: draftOf(1) })
  await CourseRevision.updateOne({ course: course._id }, { $set: { state: 'submitted' } })
  await expect(saveQuiz(teacher, { lessonId, version: 1, draft: draftOf(2) })).rejects.toMatchObject({
    code: 'conflict',
    reason: 'course.in_review',
  })
})

test('publishing makes a version of what has changed, once', async () => {
  const { teacher, lesson, lessonId } = await scene()
  await saveQuiz(teacher, { lessonId, version: 0, draft: draftOf(2) })
  expect([...(await changedQuizzes([lesson._id]))]).toEqual([lessonId])
  await publish(lesson._id)
  await publish(lesson._id)
  expect([...(await changedQuizzes([lesson._id]))]).toEqual([])
  await saveQuiz(teacher, { lessonId, version: 1, draft: draftOf(3) })
  await publish(lesson._id)
  const versions = await QuizVersion.find().sort({ number: 1 }).lean()
  expect(
    versions.map(({ number, content }) => [number, QuizContent.parse(content).questions.length]),
  ).toEqual([
    [1, 2],
    [2, 3],
  ])
  expect(await getAuthoredQuiz(teacher, { lessonId })).toMatchObject({ publishedNumber: 2, isChanged: false })
})

test('a version that grades otherwise reminds of the attempts there are; another wording does not', async () => {
  const { teacher, lesson, lessonId, course } = await scene()
  const [one] = questions as [Question]
  let version = 0
  const publishWith = async (question: Question) => {
    const draft = draftOf(0, { questions: [question] })
    version = (await saveQuiz(teacher, { lessonId, version, draft })).version
    await publish(lesson._id)
    return (await getAuthoredQuiz(teacher, { lessonId })).isRegradeDue
  }
  await publishWith(one)
  expect(await publishWith({ ...one, points: 2 })).toBe(false)
  const [latest] = await QuizVersion.find().sort({ number: -1 }).lean()
  const ids = { version: latest?._id, gradedBy: latest?._id, user: toObjectId(teacher.userId) }
  const place = { lesson: lesson._id, course: course._id, number: 1, seed: 'x', startedAt: new Date(0) }
  await QuizAttempt.create([{ ...ids, ...place }])
  expect(await publishWith({ ...one, points: 2, prompt: 'Which one is it?' })).toBe(false)
  expect(await publishWith({ ...one, points: 3 })).toBe(true)
})

test('who decides on the course sees what differs in its quiz, answers included', async () => {
  registerQuizzes()
  const { teacher, lesson, lessonId, course } = await scene()
  await saveQuiz(teacher, { lessonId, version: 0, draft: draftOf(1) })
  await publish(lesson._id)
  const before = await differencesOfQuizzes([lesson._id])
  await saveQuiz(teacher, { lessonId, version: 1, draft: draftOf(2) })
  const { lessons } = await getReview(await asAdmin(), { courseId: course.id as string })
  forgetLessonPart('quiz')
  expect(before).toEqual(new Map())
  expect(lessons).toMatchObject([
    { id: lessonId, kind: 'changed', parts: [{ kind: 'added', what: 'question', title: 'Which ones?' }] },
  ])
  const answers = lessons[0]?.parts[0]?.fields.find(({ field }) => field === 'answers')
  expect(answers?.pieces).toEqual([{ kind: 'added', text: '✓ Gamma\n✓ Delta\n✗ Epsilon (not Epsilon)' }])
})

test('draws are taken out of the bank when it is published, each worth what the draw says', async () => {
  const { teacher, lesson, lessonId } = await scene()
  for (const question of questions.slice(0, 3))
    await saveBankQuestion(teacher, { version: 0, question: { ...question, tags: ['rivers'], points: 7 } })
  await saveBankQuestion(await asInstructor(), {
    version: 0,
    question: { ...(questions[3] as Question), tags: ['rivers'] },
  })
  const draws = [{ id: 'draw1x', tag: 'rivers', count: 2, points: 3 }]
  await saveQuiz(teacher, { lessonId, version: 0, draft: draftOf(0, { draws }) })
  await publish(lesson._id)
  const [version] = await QuizVersion.find().lean()
  const { pools } = QuizContent.parse(version?.content)
  expect(pools).toMatchObject([{ count: 2, questions: [{ points: 3 }, { points: 3 }, { points: 3 }] }])
})

test('a bank is its owner’s alone; of two changes one is told', async () => {
  const owner = await asInstructor()
  const [one] = questions as [Question]
  const { questionId } = await saveBankQuestion(owner, { version: 0, question: one })
  const other = await asInstructor()
  await expect(saveBankQuestion(other, { questionId, version: 1, question: one })).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(deleteBankQuestion(other, { questionId })).rejects.toMatchObject({ code: 'not_found' })
  await expect(saveBankQuestion(await asStudent(), { version: 0, question: one })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await saveBankQuestion(owner, { questionId, version: 1, question: { ...one, tags: ['new'] } })
  await expect(saveBankQuestion(owner, { questionId, version: 1, question: one })).rejects.toMatchObject({
    code: 'precondition',
  })
  expect((await listBankQuestions(owner, { tag: 'new' })).items).toMatchObject([
    { id: questionId, version: 2 },
  ])
  expect((await listBankQuestions(other, {})).items).toEqual([])
  await deleteBankQuestion(owner, { questionId })
  expect(await BankQuestion.countDocuments()).toBe(0)
})

test('the checklist names quizzes that ask nothing; copies begin a life of their own; removal takes all', async () => {
  const { teacher, lesson, lessonId, course, article } = await scene()
  expect(await missingOfQuizzes([lesson._id])).toEqual(new Map([[lessonId, ['questions']]]))
  await saveQuiz(teacher, { lessonId, version: 0, draft: draftOf(1) })
  expect(await missingOfQuizzes([lesson._id])).toEqual(new Map())
  await publish(lesson._id)
  await inTransaction(() => copyQuizzes([{ from: lesson._id, to: article._id, course: course._id }]))
  expect(await Quiz.findOne({ lesson: article._id }).lean()).toMatchObject({ version: 1, publishedOf: null })
  await inTransaction(() => removeQuizzes([lesson._id]))
  expect([await Quiz.countDocuments(), await QuizVersion.countDocuments()]).toEqual([1, 0])
})

test('a file is read into whole questions, and the quiz written out again', async () => {
  const { teacher, lessonId } = await scene()
  const { questions: read, lines } = await readQuestions(teacher, {
    lessonId,
    format: 'gift',
    text: 'Ok?{T}\n\nEssay{}',
  })
  expect(lines).toMatchObject([{ line: 3, code: 'essay' }])
  await saveQuiz(teacher, {
    lessonId,
    version: 0,
    draft: QuizDraft.parse({ settings: {}, questions: read, draws: [] }),
  })
  expect((await exportQuestions(teacher, { lessonId, format: 'gift' })).text).toContain('Ok?{TRUE}')
})
