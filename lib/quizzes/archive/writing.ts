import 'server-only'
import type { Types } from 'mongoose'
import type { LessonWriter } from '@/lib/courses/lesson-archive'
import { Course } from '@/models/course'
import { Quiz } from '@/models/quiz'
import { withoutLink } from '../bank-link'
import { readPool } from '../queries/pools'
import { findLatestVersion } from '../queries/versions'
import { Question } from '../schema/question'
import { QuizDraft, type Draw, type QuizContent } from '../schema/quiz'
import { writeGiftFile } from './gift-file'
import { withTexts } from './texts'

/** A quiz with the questions of the bank that its draws choose among. */
type WholeQuiz = QuizDraft & { bank: Question[] }

/** The settings of a quiz for its lesson's front matter; its questions, and those of its draws, in files beside it. */
export async function writeQuiz(
  lesson: Types.ObjectId,
  into: LessonWriter,
): Promise<Record<string, unknown> | null> {
  const quiz = into.copy === 'published' ? await readPublished(lesson) : null
  const { settings, questions, draws, bank } = quiz ?? (await readWorking(lesson, into.course)) ?? NOTHING
  if (settings === null) return null
  const isSaid = ([, value]: [string, unknown]) => value !== null
  return {
    ...(questions.length > 0 && { questions: await writeQuestions('.gift', questions, into) }),
    ...Object.fromEntries(Object.entries(settings).filter(isSaid)),
    ...(draws.length > 0 && { draws }),
    ...(bank.length > 0 && { bank: await writeQuestions('.bank.gift', bank, into) }),
  }
}

const NOTHING = { settings: null, questions: [], draws: [], bank: [] }

async function writeQuestions(
  ending: string,
  questions: readonly Question[],
  into: LessonWriter,
): Promise<string> {
  const written: Question[] = []
  for (const question of questions.map(withoutLink)) {
    const changed = Question.safeParse(await withTexts(question, (text) => into.text(text)))
    // A text that is as long as it may be has no room for a longer address; it keeps its own, and the import tells of it.
    written.push(changed.data ?? question)
  }
  return into.file(ending, await writeGiftFile(written))
}

async function readWorking(lesson: Types.ObjectId, course: Types.ObjectId): Promise<WholeQuiz | null> {
  const draft = await readDraft(lesson)
  if (draft === null) return null
  const owner = (await Course.findById(course).select({ instructor: 1 }).lean())?.instructor
  const bank: Question[] = []
  for (const { tag } of draft.draws) if (owner) bank.push(...(await readPool(owner, tag)))
  return { ...draft, bank: eachOnce(bank) }
}

async function readDraft(lesson: Types.ObjectId): Promise<QuizDraft | null> {
  const row = await Quiz.findOne({ lesson }).select({ draft: 1 }).lean()
  return row === null ? null : QuizDraft.parse(row.draft)
}

/** What learners get, its draws as they were when it was published; null where nothing was yet. */
async function readPublished(lesson: Types.ObjectId): Promise<WholeQuiz | null> {
  const version = await findLatestVersion(lesson)
  if (version === null) return null
  const { settings, questions, pools } = version.content
  const written = new Map((await readDraft(lesson))?.draws.map((draw) => [draw.id, draw]))
  return {
    settings,
    questions,
    draws: pools.flatMap((pool) => drawOf(pool, written.get(pool.id)) ?? []),
    bank: eachOnce(pools.flatMap((pool) => pool.questions)),
  }
}

/** A pool knows its questions, not the tag they were drawn by: all of them have it, and all are worth the same. */
function drawOf(pool: QuizContent['pools'][number], written: Draw | undefined): Draw | null {
  const [first] = pool.questions
  if (first === undefined) return written ?? null
  const isOfAll = (tag: string) => pool.questions.every(({ tags }) => tags.includes(tag))
  const tag = [...(written ? [written.tag] : []), ...first.tags].find(isOfAll)
  return tag === undefined ? null : { id: pool.id, tag, count: pool.count, points: first.points }
}

function eachOnce(questions: readonly Question[]): Question[] {
  return [...new Map(questions.map((question) => [question.id, question])).values()]
}
