import { beforeEach, expect, test } from 'vitest'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { QUESTIONS } from '@/lib/platform/testing/quizzes'
import { asAdmin, asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { QuizVersion } from '@/models/quiz-version'
import { takenFromBank, withTextOfBank, withVersionSeen } from '../bank-link'
import { getAuthoredQuiz } from '../queries/authoring'
import {
  exportBank,
  getBankQuestion,
  listBankOriginals,
  listBankQuestions,
  listBankTags,
  listOwnBank,
} from '../queries/bank'
import { differencesOfQuizzes } from '../queries/checking'
import { Question } from '../schema/question'
import { QuizContent, QuizDraft, type Draw } from '../schema/quiz'
import { deleteBankQuestion, restoreBankQuestion, saveBankQuestion } from './bank'
import { publishQuizzes, saveQuiz } from './drafts'
import { readIntoBank } from './importing'

useTestDatabase()

const [single, , statement] = QUESTIONS.map((question) => Question.parse(question)) as [
  Question,
  Question,
  Question,
]
const publish = (lesson: Parameters<typeof publishQuizzes>[0][number]) =>
  inTransaction(() => publishQuizzes([lesson]))
const draftOf = (questions: Question[], draws: Draw[] = []) =>
  QuizDraft.parse({ settings: {}, questions, draws })
const DRAW = { id: 'draw1x', tag: 'rivers', count: 1, points: 3 }

let owner: Awaited<ReturnType<typeof asInstructor>>
beforeEach(async () => {
  owner = await asInstructor()
})

async function put(question: Question, by: Viewer = owner): Promise<string> {
  return (await saveBankQuestion(by, { version: 0, question })).questionId
}

async function quizOf(instructor: string, coInstructors: string[] = []) {
  const { course, lessons } = await makeCourse(
    { instructor: toObjectId(instructor), coInstructors: coInstructors.map(toObjectId) },
    [{ type: 'quiz' }],
  )
  const [lesson] = lessons
  if (lesson === undefined) throw new Error('No lesson.')
  return { courseId: course.id as string, lesson: lesson._id, lessonId: lesson.id as string }
}

test('everybody reads, changes, deletes and restores questions of their own bank alone', async () => {
  const questionId = await put({ ...single, tags: ['rivers'] })
  const other = await asInstructor()
  const taken = takenFromBank({ id: questionId, version: 1, question: single })
  const ofOwner = [
    () => getBankQuestion(other, { questionId }),
    () => saveBankQuestion(other, { questionId, version: 1, question: statement }),
    () => deleteBankQuestion(other, { questionId }),
  ]
  for (const act of ofOwner) await expect(act()).rejects.toMatchObject({ code: 'not_found' })
  await restoreBankQuestion(other, { questionId, version: 9, question: statement })
  expect(await listBankOriginals(other, { questions: [taken] })).toEqual([])
  expect((await listOwnBank(other, {})).items).toEqual([])
  expect(await listBankTags(other)).toEqual([])
  expect((await exportBank(other, { format: 'gift' })).text).toBe('')
  expect(await getBankQuestion(owner, { questionId })).toMatchObject({
    version: 1,
    question: { tags: ['rivers'] },
  })
})

test('who does not teach has no bank', async () => {
  const id = '0123456789abcdef01234567'
  const acts = (viewer: Viewer) => [
    () => listOwnBank(viewer, {}),
    () => listBankTags(viewer),
    () => getBankQuestion(viewer, { questionId: id }),
    () => exportBank(viewer, { format: 'csv' }),
    () => readIntoBank(viewer, { format: 'gift', text: 'Ok?{T}', isKept: true }),
    () => restoreBankQuestion(viewer, { questionId: id, version: 1, question: single }),
  ]
  for (const act of acts(await asStudent())) await expect(act()).rejects.toMatchObject({ code: 'forbidden' })
  for (const act of acts(asVisitor())) await expect(act()).rejects.toMatchObject({ code: 'unauthenticated' })
  const admin = await asAdmin()
  const questionId = await put(single, admin)
  expect((await listOwnBank(admin, {})).items).toMatchObject([
    { id: questionId, uses: { copies: 0, draws: 0 } },
  ])
  expect(await getBankQuestion(admin, { questionId })).toMatchObject({ uses: [] })
})

test('a bank is searched by words, tag and type, and its pages hold each question once', async () => {
  await put({ ...single, prompt: 'Which (river) is long?', tags: ['rivers', 'length'] })
  await put({ ...statement, prompt: 'Is it?', name: 'A RIVER of mine', tags: ['rivers'] })
  await put({ ...statement, prompt: 'Something else', tags: [] })
  const titles = async (query: Parameters<typeof listOwnBank>[1]) =>
    (await listOwnBank(owner, query)).items.map(({ title }) => title)
  expect(await titles({ q: 'river' })).toEqual(['A RIVER of mine', 'Which (river) is long?'])
  expect(await titles({ q: '(river) long' })).toEqual(['Which (river) is long?'])
  expect(await titles({ q: 'river', type: 'trueFalse' })).toEqual(['A RIVER of mine'])
  expect(await titles({ tag: 'length' })).toEqual(['Which (river) is long?'])
  expect(await titles({ q: '.*' })).toEqual([])
  expect(await titles({ q: '\u0000long\u0000' })).toEqual(['Which (river) is long?'])
  expect(await listBankTags(owner)).toEqual(['length', 'rivers'])
  for (let count = 0; count < 30; count += 1) await put(statement)
  const first = await listOwnBank(owner, {})
  const second = await listOwnBank(owner, { cursor: first.nextCursor ?? '' })
  const ids = [...first.items, ...second.items].map(({ id }) => id)
  expect([first.items.length, new Set(ids).size, second.nextCursor]).toEqual([30, 33, null])
})

test('each question tells the quizzes that hold copies of it, and those that draw it, of its owner’s courses', async () => {
  const questionId = await put({ ...single, tags: ['rivers'] })
  const original = { id: questionId, version: 1, question: single }
  const other = await asInstructor()
  const mine = await quizOf(owner.userId)
  const shared = await quizOf(other.userId, [owner.userId])
  const foreign = await quizOf(other.userId)
  const copies = draftOf([takenFromBank(original), takenFromBank(original)])
  await saveQuiz(owner, { lessonId: mine.lessonId, version: 0, draft: { ...copies, draws: [DRAW] } })
  await saveQuiz(owner, { lessonId: shared.lessonId, version: 0, draft: { ...copies, draws: [DRAW] } })
  await saveQuiz(other, { lessonId: foreign.lessonId, version: 0, draft: copies })

  expect((await listOwnBank(owner, {})).items).toMatchObject([{ uses: { copies: 2, draws: 1 } }])
  const { uses } = await getBankQuestion(owner, { questionId })
  const byLesson = new Map(uses.map((use) => [use.lessonId, use]))
  expect(uses).toHaveLength(2)
  expect(byLesson.get(mine.lessonId)).toMatchObject({ courseId: mine.courseId, versions: [1], isDrawn: true })
  expect(byLesson.get(shared.lessonId)).toMatchObject({ versions: [1], isDrawn: false })
})

test('a question knows the version it was taken from; the newer text comes only when it is taken, and is published later', async () => {
  const questionId = await put(single)
  const { lesson, lessonId } = await quizOf(owner.userId)
  const taken = takenFromBank({ id: questionId, version: 1, question: single })
  await saveQuiz(owner, { lessonId, version: 0, draft: draftOf([{ ...taken, points: 7 }]) })
  await publish(lesson)
  const mended = { ...single, prompt: 'Which one, then?' }
  await saveBankQuestion(owner, { questionId, version: 1, question: mended })

  const { draft } = await getAuthoredQuiz(owner, { lessonId })
  const [mine] = draft.questions as [Question]
  expect(mine).toMatchObject({ prompt: single.prompt, bank: { questionId, version: 1 } })
  const [original] = await listBankOriginals(owner, draft)
  if (original === undefined) throw new Error('No original.')
  expect(original).toMatchObject({ id: questionId, version: 2, question: { prompt: mended.prompt } })
  const newer = withTextOfBank(mine, original)
  await saveQuiz(owner, { lessonId, version: 1, draft: draftOf([newer]) })
  const published = async () => {
    const rows = await QuizVersion.find({ lesson }).sort({ number: 1 }).lean()
    return rows.map(({ content }) => QuizContent.parse(content).questions[0]?.prompt)
  }
  expect(await published()).toEqual([single.prompt])
  await publish(lesson)
  expect(await published()).toEqual([single.prompt, mended.prompt])
  expect(newer).toMatchObject({ id: mine.id, points: 7, bank: { questionId, version: 2 } })
})

test('what stands in a bank already makes no new version, and of two changes one is told', async () => {
  const questionId = await put(single)
  const original = { id: questionId, version: 1, question: single }
  const linked = withVersionSeen(single, original)
  expect(await saveBankQuestion(owner, { questionId, version: 1, question: linked })).toEqual({
    questionId,
    version: 1,
  })
  expect((await getBankQuestion(owner, { questionId })).question).not.toHaveProperty('bank')
  const changed = { ...single, prompt: 'Other words' }
  await saveBankQuestion(owner, { questionId, version: 1, question: changed })
  expect(await saveBankQuestion(owner, { questionId, version: 1, question: changed })).toEqual({
    questionId,
    version: 2,
  })
  await expect(saveBankQuestion(owner, { questionId, version: 1, question: single })).rejects.toMatchObject({
    reason: 'quiz.changed_meanwhile',
  })
})

test('a deletion is taken back whole: under its own id and version, at its old place', async () => {
  const first = await put({ ...single, tags: ['rivers'] })
  const last = await put(statement)
  const deleted = await deleteBankQuestion(owner, { questionId: first })
  expect((await listBankQuestions(owner, {})).items.map(({ id }) => id)).toEqual([last])
  await restoreBankQuestion(owner, { questionId: first, ...deleted })
  await restoreBankQuestion(owner, { questionId: first, ...deleted, version: 5 })
  const { items } = await listBankQuestions(owner, { tag: 'rivers' })
  expect(items).toMatchObject([{ id: first, version: 1, question: { prompt: single.prompt } }])
  expect((await listBankQuestions(owner, {})).items.map(({ id }) => id)).toEqual([last, first])
})

test('a file fills the bank in its own order, whole or not at all, and comes out again', async () => {
  const file = { format: 'gift', text: 'One?{T}\n\nTwo?{F}\n\nEssay{}' } as const
  expect((await readIntoBank(owner, { ...file, isKept: false })).questions).toHaveLength(2)
  expect((await listOwnBank(owner, {})).items).toEqual([])
  const { lines } = await readIntoBank(owner, { ...file, isKept: true })
  expect(lines).toMatchObject([{ code: 'essay', line: 5 }])
  expect((await listOwnBank(owner, {})).items.map(({ title }) => title)).toEqual(['One?', 'Two?'])
  const { text } = await exportBank(owner, { format: 'gift', q: 'two' })
  expect(text).toContain('Two?{FALSE}')
  expect(text).not.toContain('One?')
  const mute = `![](/api/uploads/public/${'a'.repeat(64)}.png)`
  const shown = `[markdown]${mute} What is this?{T}`
  await expect(readIntoBank(owner, { format: 'gift', text: shown, isKept: true })).rejects.toMatchObject({
    code: 'invalid',
  })
  expect((await listOwnBank(owner, {})).items).toHaveLength(2)
})

test('draws have the bank as it is when the course is published, also where nothing else of the quiz changed', async () => {
  const questionId = await put({ ...single, tags: ['rivers'] })
  const { lesson, lessonId } = await quizOf(owner.userId)
  await saveQuiz(owner, { lessonId, version: 0, draft: draftOf([], [DRAW]) })
  await publish(lesson)
  await publish(lesson)
  expect(await QuizVersion.countDocuments({ lesson })).toBe(1)
  expect(await getAuthoredQuiz(owner, { lessonId })).toMatchObject({ isChanged: false, areDrawsNewer: false })

  await saveBankQuestion(owner, {
    questionId,
    version: 1,
    question: { ...single, tags: ['rivers'], prompt: 'Mended' },
  })
  await put({ ...statement, tags: ['rivers'] })
  expect(await getAuthoredQuiz(owner, { lessonId })).toMatchObject({ isChanged: false, areDrawsNewer: true })
  expect((await differencesOfQuizzes([lesson])).get(lessonId)).toMatchObject([
    { kind: 'added', what: 'question', title: 'Is it?' },
    {
      kind: 'changed',
      what: 'question',
      title: 'Mended',
      changes: [{ field: 'prompt', before: single.prompt }],
    },
  ])
  await publish(lesson)
  const versions = await QuizVersion.find({ lesson }).sort({ number: 1 }).lean()
  const prompts = versions.map(({ content }) =>
    QuizContent.parse(content).pools.map(({ questions }) => questions.map(({ prompt }) => prompt)),
  )
  expect(prompts).toEqual([[[single.prompt]], [['Is it?', 'Mended']]])
  expect(await getAuthoredQuiz(owner, { lessonId })).toMatchObject({ areDrawsNewer: false })
})
