import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { Types } from 'mongoose'
import type { BringIn, LessonArchive, LessonPlace, LessonReader } from '@/lib/courses/lesson-archive'
import { BankQuestion } from '@/models/question'
import { Quiz } from '@/models/quiz'
import { fillBank } from '../commands/bank'
import { QUIZ_LIMITS } from '../constants'
import type { Question } from '../schema/question'
import { QuizDraft } from '../schema/quiz'
import { readQuiz } from './reading'
import { writeQuiz } from './writing'

/** Quizzes in the archive of a course; docs/course-format.md says how they stand there. */
export const quizArchive: LessonArchive = { write: writeQuiz, read: readForCourse }

/** @throws conflict `quiz.bank_full` where the questions of its draws find no room in the teacher's bank */
async function readForCourse(from: LessonReader): Promise<BringIn<LessonPlace>> {
  const { draft, bank } = await readQuiz(from)
  for (const tag of await sharedTags(from, { draft, bank })) from.lost('bankShared', tag)
  return async (place) => {
    await bringBank(from.teacher, bank)
    return bringQuiz(place, draft)
  }
}

/** Tags by which other questions of the teacher's would be drawn as well. */
async function sharedTags(
  { teacher: owner }: LessonReader,
  { draft, bank }: { draft: QuizDraft; bank: readonly Question[] },
): Promise<string[]> {
  const shared: string[] = []
  const brought = bank.map(({ id }) => id)
  for (const tag of new Set(draft.draws.map((draw) => draw.tag)))
    if ((await BankQuestion.exists({ owner, tags: tag, 'content.id': { $nin: brought } })) !== null)
      shared.push(tag)
  return shared
}

async function bringQuiz({ lesson, course, by }: LessonPlace, filed: QuizDraft): Promise<boolean> {
  const before = await Quiz.findOne({ lesson }).select({ draft: 1 }).lean()
  if (before === null) {
    await Quiz.insertMany([{ lesson, course, draft: filed, by, version: 1 }])
    return true
  }
  const present = QuizDraft.parse(before.draft)
  const draft = withLinksOf(present, filed)
  if (isDeepStrictEqual(present, draft)) return false
  await Quiz.updateOne({ _id: before._id }, { $set: { draft, by }, $inc: { version: 1 } })
  return true
}

/** A file says nothing of banks: a question that is here already goes on knowing which one of a bank it came from. */
function withLinksOf({ questions }: QuizDraft, filed: QuizDraft): QuizDraft {
  const links = new Map(
    questions.flatMap(({ id, bank }) => (bank === undefined ? [] : [[id, bank] as const])),
  )
  const linked = filed.questions.map((question) => {
    const bank = links.get(question.id)
    return bank === undefined ? question : { ...question, bank }
  })
  return { ...filed, questions: linked }
}

/** Those that the teacher has already stay as they are there. */
async function bringBank(owner: Types.ObjectId, bank: readonly Question[]): Promise<void> {
  if (bank.length === 0) return
  const rows = await BankQuestion.find({ owner, 'content.id': { $in: bank.map(({ id }) => id) } })
    .limit(QUIZ_LIMITS.bankQuestions)
    .select({ 'content.id': 1 })
    .lean<{ content: { id: string } }[]>()
  const known = new Set(rows.map(({ content }) => content.id))
  await fillBank(
    owner,
    bank.filter(({ id }) => !known.has(id)),
  )
}
