import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { publishCourse } from '@/lib/courses/commands/publishing'
import { exportCourse } from '@/lib/courses/export/export-course'
import { importCourse } from '@/lib/courses/import/import-course'
import { putPublicPicture } from '@/lib/media/commands/pictures'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { resetEnv } from '@/lib/platform/env'
import { RUBRIC } from '@/lib/platform/testing/assignments'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { QUESTIONS } from '@/lib/platform/testing/quizzes'
import { asAdmin, asInstructor } from '@/lib/platform/testing/viewers'
import { saveBankQuestion } from '@/lib/quizzes/commands/bank'
import { publishQuizzes, saveQuiz } from '@/lib/quizzes/commands/drafts'
import { registerQuizzes } from '@/lib/quizzes/lesson-part'
import { Question } from '@/lib/quizzes/schema/question'
import { QuizDraft } from '@/lib/quizzes/schema/quiz'
import { Assignment } from '@/models/assignment'
import { AssignmentVersion } from '@/models/assignment-version'
import { Course } from '@/models/course'
import { GradeBook } from '@/models/grade-book'
import { Lesson } from '@/models/lesson'
import { BankQuestion } from '@/models/question'
import { QuizVersion } from '@/models/quiz-version'
import { Quiz } from '@/models/quiz'
import { publishAssignments, saveAssignment } from '../commands/authoring'
import { saveGradeRules } from '../commands/book-rules'
import { registerAssignments } from '../lesson-part'
import { SaveAssignment } from '../schema'

useTestDatabase()

const house = systemViewer('test')
let work: string
let teacher: Member
beforeAll(async () => {
  process.env['DATA_DIR'] = await mkdtemp(path.join(tmpdir(), 'archive-data-'))
  resetEnv()
  registerQuizzes()
  registerAssignments()
})
afterAll(() => rm(String(process.env['DATA_DIR']), { recursive: true }))
beforeEach(async () => {
  work = await mkdtemp(path.join(tmpdir(), 'archive-'))
  teacher = await asInstructor({ username: 'ines' })
  await asInstructor({ username: 'tomas' })
})
afterEach(() => rm(work, { recursive: true }))

const questions = QUESTIONS.map((question) =>
  Question.parse({ ...question, points: 2.5, tags: ['end', 'a: b'] }),
)
const SETTINGS = {
  timeLimitMinutes: 20,
  attempts: 3,
  passPercent: 72.5,
  counts: 'average',
  shuffleQuestions: true,
  shuffleOptions: false,
  showAnswers: 'onDate',
  showAnswersAt: '2027-03-01T09:00:00.000Z',
} as const
const DRAW = { id: 'draw1abc', tag: 'rivers', count: 1, points: 4 }
const banked = (id: string, prompt: string) =>
  Question.parse({
    id,
    type: 'trueFalse',
    prompt,
    points: 1,
    isTrue: true,
    feedbackOnTrue: '',
    feedbackOnFalse: '',
    tags: ['rivers'],
  })

/** A published course with a lesson of text, a quiz with pictures and a draw, an assignment, and rules of grades. */
async function scene() {
  const { course, lessons } = await makeCourse({ slug: 'rivers', instructor: toObjectId(teacher.userId) }, [
    { title: 'Read', type: 'article' },
    { title: 'Quiz', type: 'quiz', body: 'First **this**.' },
    { title: 'Essay', type: 'assignment' },
    { title: 'Empty', type: 'quiz' },
  ])
  const [text, quiz, essay] = lessons.map((lesson) => lesson.id as string)
  if (text === undefined || quiz === undefined || essay === undefined) throw new Error('No lessons.')
  const picture = `![A bend](${await pictureOf('red')})`
  await saveBankQuestion(teacher, { version: 0, question: banked('bank1abc', `Is ${picture} long?`) })
  await saveBankQuestion(teacher, { version: 0, question: banked('bank2abc', 'Is the Nile long?') })
  const [first, ...others] = questions
  const shown = Question.parse({ ...first, prompt: `Which?\n\n${picture}\n\n[Read](lesson:${text})` })
  const draft = QuizDraft.parse({ settings: SETTINGS, questions: [shown, ...others], draws: [DRAW] })
  await saveQuiz(teacher, { lessonId: quiz, version: 0, draft })
  await saveAssignment(
    teacher,
    assignmentOf(essay, { instructions: `Look:\n\n${picture}\n\n---\n\nThen write.` }),
  )
  await saveGradeRules(teacher, {
    courseId: course.id as string,
    version: 0,
    missing: 'zero',
    dropLowest: 1,
    weights: { [quiz]: 3, [essay]: 0 },
  })
  return { quiz, essay, draft }
}

function assignmentOf(lessonId: string, parts: object) {
  return SaveAssignment.parse({
    lessonId,
    version: 0,
    due: { day: '2027-10-31', time: '02:30', timeZone: 'Europe/Madrid' },
    late: { rule: 'deducted', percentPerDay: 15, floorPercent: 40 },
    submissionTypes: ['file', 'text'],
    passPercent: 60,
    attempts: 2,
    counts: 'last',
    rubric: RUBRIC,
    ...parts,
  })
}

async function pictureOf(background: string): Promise<string> {
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background } })
    .png()
    .toBuffer()
  const { url, width, height } = await putPublicPicture(teacher, bytes, 'bend.png')
  return `${url}#${width}x${height}`
}

/** As the publication of a course has it done. */
function publish(quiz: string, essay: string): Promise<void> {
  return inTransaction(async () => {
    await publishQuizzes([toObjectId(quiz)])
    await publishAssignments([toObjectId(essay)])
  })
}

const exported = (slug: string, name: string, copy?: 'working') =>
  exportCourse(house, { slug, folder: path.join(work, name), copy })
const imported = (name: string) =>
  importCourse(house, {
    folder: path.join(work, name),
    instructor: 'tomas',
    slugFor: (wanted) => Promise.resolve(`${wanted}-2`),
  })

/** Every file of a folder; whose course it is and where it stands are no part of what it says. */
async function contentOf(name: string): Promise<Record<string, string>> {
  const folder = path.join(work, name)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((each) => each.isFile()).map((each) => path.join(each.parentPath, each.name))
  const pairs = files.sort().map(async (file) => {
    const bytes = (await readFile(file)).toString('latin1')
    return [path.relative(folder, file), bytes.replace(/^(slug|instructor): .*\n/gm, '')] as const
  })
  return Object.fromEntries(await Promise.all(pairs))
}

async function lessonOf(slug: string, title: string) {
  const course = await Course.findOne({ slug }).lean()
  const lesson = await Lesson.findOne({ course: course?._id, title }).lean()
  if (lesson === null) throw new Error('No lesson.')
  return lesson._id
}

test('quizzes, assignments and rules of grades come back equal, and the second export is the first byte for byte', async () => {
  const { draft } = await scene()
  expect((await exported('rivers', 'one', 'working')).lost).toEqual([])
  const report = await imported('one')
  expect(report.losses).toEqual([])
  expect((await exported('rivers-2', 'two', 'working')).lost).toEqual([])
  const [one, two] = [await contentOf('one'), await contentOf('two')]
  expect(Object.keys(one)).toEqual([
    '01-module-1/01-read.md',
    '01-module-1/02-quiz.bank.gift',
    '01-module-1/02-quiz.gift',
    '01-module-1/02-quiz.md',
    '01-module-1/module.md',
    '02-module-2/01-essay.md',
    '02-module-2/02-empty.md',
    '02-module-2/module.md',
    'course.md',
    'media/bend.png',
  ])
  expect(two).toEqual(one)

  const quiz = await Quiz.findOne({ lesson: await lessonOf('rivers-2', 'Quiz') }).lean()
  const read = String(await lessonOf('rivers-2', 'Read'))
  const words = JSON.stringify(draft).replace(/lesson:[0-9a-f]{24}/g, `lesson:${read}`)
  expect(QuizDraft.parse(quiz?.draft)).toEqual(JSON.parse(words))
  expect(await Quiz.findOne({ lesson: await lessonOf('rivers-2', 'Empty') })).toBeNull()
  const tomas = (await Course.findOne({ slug: 'rivers-2' }).lean())?.instructor
  const bank = await BankQuestion.find({ owner: tomas }).sort({ _id: -1 }).lean()
  expect(bank.map(({ content }) => (content as Question).id)).toEqual(['bank2abc', 'bank1abc'])
  const book = await GradeBook.findOne({ course: quiz?.course }).lean()
  expect(book).toMatchObject({ missing: 'zero', dropLowest: 1, weights: [{ weight: 3 }, { weight: 0 }] })
  expect(await Assignment.findOne({ lesson: await lessonOf('rivers-2', 'Essay') }).lean()).toMatchObject({
    due: { day: '2027-10-31', time: '02:30', timeZone: 'Europe/Madrid' },
    version: 1,
  })
})

test('the author says whether what learners get goes out or what was written since', async () => {
  const { quiz, essay, draft } = await scene()
  await publish(quiz, essay)
  const later = QuizDraft.parse({ ...draft, questions: draft.questions.slice(0, 1), draws: [] })
  await saveQuiz(teacher, { lessonId: quiz, version: 1, draft: later })
  await saveAssignment(teacher, { ...assignmentOf(essay, { instructions: 'Something else.' }), version: 1 })
  await exported('rivers', 'published')
  await exported('rivers', 'working', 'working')
  const [published, working] = [await contentOf('published'), await contentOf('working')]
  expect(published['02-module-2/01-essay.md']).toContain('Then write.')
  expect(published['01-module-1/02-quiz.gift']).toContain('In which order?')
  expect(published['01-module-1/02-quiz.md']).toContain('tag: rivers')
  expect(working['02-module-2/01-essay.md']).toContain('Something else.')
  expect(working['01-module-1/02-quiz.gift']).not.toContain('In which order?')
  expect(working['01-module-1/02-quiz.bank.gift']).toBeUndefined()
})

test('an imported draft that is published gives its learners the quiz and the assignment', async () => {
  await scene()
  await exported('rivers', 'one', 'working')
  const { courseId } = await imported('one')
  expect(await QuizVersion.countDocuments({ course: courseId })).toBe(0)
  await publishCourse(await asAdmin(), { courseId: courseId ?? '' })
  const [version] = await QuizVersion.find({ course: courseId }).lean()
  expect(version?.content).toMatchObject({ pools: [{ count: 1, questions: [{ points: 4 }, { points: 4 }] }] })
  expect(await AssignmentVersion.countDocuments({ course: courseId })).toBe(1)
})

test('a second import of the same changes nothing; one with another question gives learners of the course that', async () => {
  await scene()
  await exported('rivers', 'one', 'working')
  const { courseId } = await imported('one')
  await publishCourse(await asAdmin(), { courseId: courseId ?? '' })
  expect(await imported('one')).toMatchObject({ updated: 0, unchanged: 4, losses: [] })
  const file = path.join(work, 'one', '01-module-1', '02-quiz.gift')
  await writeFile(file, (await readFile(file, 'utf8')).replace('=Alpha', '=Omega'))
  const again = await imported('one')
  expect(again).toMatchObject({ updated: 1, unchanged: 3 })
  expect(again.losses).toMatchObject([
    { code: 'questionChanged', file: '01-module-1/02-quiz.gift', detail: 'changedByHand' },
  ])
  const versions = await QuizVersion.find({ course: courseId }).sort({ number: 1 }).lean()
  expect(versions.map(({ content }) => JSON.stringify(content).includes('Omega'))).toEqual([false, true])
})

test('an archive says nothing of whose bank a question is from; brought in again, questions keep the links they have', async () => {
  const { quiz } = await scene()
  const bank = { questionId: '0123456789abcdef01234567', version: 3 }
  await Quiz.updateOne({ lesson: toObjectId(quiz) }, { $set: { 'draft.questions.0.bank': bank } })
  expect((await exported('rivers', 'one', 'working')).lost).toEqual([])
  expect(JSON.stringify(await contentOf('one'))).not.toContain(bank.questionId)
  const { courseId } = await imported('one')
  const here = { course: toObjectId(courseId ?? '') }
  const linkOf = async () => {
    const row = await Quiz.findOne(here).lean()
    return QuizDraft.parse(row?.draft).questions[0]?.bank
  }
  expect(await linkOf()).toBeUndefined()
  await Quiz.updateOne(here, { $set: { 'draft.questions.0.bank': bank } })
  expect(await imported('one')).toMatchObject({ updated: 0, unchanged: 4 })
  expect(await linkOf()).toEqual(bank)
})

test('a bank without room refuses the whole course, and nothing of it is there', async () => {
  await scene()
  await exported('rivers', 'one', 'working')
  const owner = (await asInstructor({ username: 'full' })).userId
  await BankQuestion.collection.insertMany(
    Array.from({ length: 4_999 }, (_, at) => {
      const content = banked(`other${at}x`, 'Other?')
      return { owner: toObjectId(owner), version: 1, type: content.type, tags: ['rivers'], content }
    }),
  )
  const folder = path.join(work, 'one')
  await expect(
    importCourse(house, { folder, instructor: 'full', slugFor: () => Promise.resolve('none') }),
  ).rejects.toMatchObject({ code: 'conflict', reason: 'quiz.bank_full' })
  expect(await Course.countDocuments({ slug: 'none' })).toBe(0)
  expect(await Quiz.countDocuments()).toBe(1)
  expect(await BankQuestion.countDocuments({ owner: toObjectId(owner) })).toBe(4_999)
})

const HOSTILE = `---
title: Check
quiz:
  questions: ../../../../etc/passwd
  timeLimitMinutes: { $gt: 0 }
  passPercent: 1e99
  counts: worst
  showAnswers: onDate
  $where: sleep(1000)
  draws:
    - { tag: { $ne: null }, count: 1, points: 1 }
    - { tag: rivers, count: 100000, points: 1 }
    - nothing
---
`
test('what a hostile lesson says is told field by field, and the rest of it is a quiz', async () => {
  await writeFile(path.join(work, '01-check.md'), HOSTILE)
  await writeFile(
    path.join(work, '02-essay.md'),
    '---\nassignment: { points: -1, due: { day: soon }, rubric: [{ title: A, levels: 3 }], attempts: 2 }\n---\n',
  )
  await writeFile(
    path.join(work, 'course.md'),
    '---\ngrades: { missing: zero, weights: { ./01-check.md: -3, ./03.md: 1 } }\n---\n',
  )
  const report = await importCourse(house, { folder: work, instructor: 'tomas' })
  expect(
    report.losses.map(({ code, file, line, detail }) => [code, file, line, detail.split(':')[0]]),
  ).toEqual([
    ['unknownField', '01-check.md', 3, 'quiz.$where'],
    ['badField', '01-check.md', 3, 'quiz.timeLimitMinutes'],
    ['badField', '01-check.md', 3, 'quiz.passPercent'],
    ['badField', '01-check.md', 3, 'quiz.counts'],
    ['badField', '01-check.md', 3, 'quiz.showAnswers'],
    ['mediaMissing', '01-check.md', 3, '../../../../etc/passwd'],
    ['badField', '01-check.md', 3, 'quiz.draws.1.tag'],
    ['badField', '01-check.md', 3, 'quiz.draws.2.count'],
    ['badField', '01-check.md', 3, 'quiz.draws.3.'],
    ['badField', '02-essay.md', 2, 'assignment.points'],
    ['badField', '02-essay.md', 2, 'assignment.due'],
    ['badField', '02-essay.md', 2, 'assignment.rubric'],
    ['badField', 'course.md', 2, 'grades.weights../01-check.md'],
    ['weightLessonMissing', 'course.md', 2, './03.md'],
  ])
  const [quiz, assignment] = [await Quiz.findOne().lean(), await Assignment.findOne().lean()]
  expect(QuizDraft.parse(quiz?.draft)).toMatchObject({
    questions: [],
    draws: [],
    settings: { passPercent: 60 },
  })
  expect(assignment).toMatchObject({ attempts: 2, points: 100, due: null, rubric: [] })
})
