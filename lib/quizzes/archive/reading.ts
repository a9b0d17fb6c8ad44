import { z } from 'zod'
import type { LessonReader } from '@/lib/courses/lesson-archive'
import { fieldsSaid } from '@/lib/courses/lesson-archive'
import { QUIZ_LIMITS } from '../constants'
import { newPartId } from '../part-ids'
import { PartId, Question } from '../schema/question'
import { Draw, QuizSettings, type QuizDraft } from '../schema/quiz'
import { readGiftFile, type FileLine, type FiledQuestion } from './gift-file'
import { withTexts } from './texts'

/** What is read of a quiz: as its author wrote it, and the questions of the bank that come with it. */
type FiledQuiz = { draft: QuizDraft; bank: Question[] }

const FILES = { questions: z.string().max(500), bank: z.string().max(500) }
const Draws = z.array(z.unknown())

/** A quiz as its lesson's front matter and the files beside it say it; whatever does not fit is reported. */
export async function readQuiz(from: LessonReader): Promise<FiledQuiz> {
  const files = fieldsSaid(from, 'quiz', {
    shape: FILES,
    alsoKnown: [...Object.keys(QuizSettings.shape), 'draws'],
  })
  const settings = readSettings(from)
  const questions = await readQuestions(from, files.questions, QUIZ_LIMITS.questions)
  const draws = readDraws(from, QUIZ_LIMITS.questions - questions.length)
  const most = QUIZ_LIMITS.poolQuestions * Math.max(1, draws.length)
  const bank = draws.length === 0 ? [] : await readQuestions(from, files.bank, most)
  return {
    draft: { settings, ...withOwnIds({ questions, draws }) },
    bank: withOwnIds({ questions: bank }).questions,
  }
}

function readSettings(from: LessonReader): QuizSettings {
  const known = fieldsSaid(from, 'quiz', {
    shape: QuizSettings.shape,
    alsoKnown: [...Object.keys(FILES), 'draws', ...unknownOf(from)],
  })
  const settings = QuizSettings.safeParse(known)
  if (settings.success) return settings.data
  // The one rule of several fields: a day has to be said.
  from.lost('badField', 'quiz.showAnswers: onDate')
  return QuizSettings.parse({ ...known, showAnswers: undefined, showAnswersAt: undefined })
}

/** Told once already. */
function unknownOf({ said }: LessonReader): string[] {
  return Object.keys(said).filter((name) => !Object.hasOwn(QuizSettings.shape, name))
}

function readDraws(from: LessonReader, room: number): Draw[] {
  const { said, lost } = from
  if (said['draws'] === undefined || said['draws'] === null) return []
  const list = Draws.safeParse(said['draws'])
  if (!list.success) lost('badField', 'quiz.draws')
  const draws: Draw[] = []
  let left = room
  for (const [index, each] of (list.data ?? []).entries()) {
    const draw = Draw.safeParse(typeof each === 'object' ? { id: newPartId(), ...each } : each)
    const fits = draw.success && draw.data.count <= left && draws.length < QUIZ_LIMITS.draws
    if (fits) draws.push(draw.data)
    else lost('badField', `quiz.draws.${index + 1}${issueOf(draw.error)}`)
    if (fits) left -= draw.data.count
    if (index > 2 * QUIZ_LIMITS.draws) break
  }
  return draws
}

function issueOf(error: z.ZodError | undefined): string {
  const issue = error?.issues[0]
  return issue === undefined ? ': too_many' : `.${issue.path.join('.')}: ${issue.message}`
}

async function readQuestions(
  from: LessonReader,
  address: string | undefined,
  most: number,
): Promise<Question[]> {
  const file = address === undefined ? null : await from.file(address)
  if (file === null) return []
  const { questions, lines } = await readGiftFile(file.text, { newId: newPartId, most })
  for (const line of lines) report(from, file.path, line)
  const finished: Question[] = []
  for (const filed of questions) finished.push(...(await finish(from, file.path, filed)))
  return finished
}

async function finish(
  from: LessonReader,
  file: string,
  { line, question }: FiledQuestion,
): Promise<Question[]> {
  const content = Question.safeParse(await withTexts(question, (text) => from.text(text, { file, line })))
  if (content.success) return [content.data]
  report(from, file, { line, code: 'badQuestion', detail: '', isTaken: false })
  return []
}

function report({ lost }: LessonReader, file: string, { line, code, isTaken }: FileLine): void {
  lost(isTaken ? 'questionChanged' : 'questionLeftOut', code, { file, line })
}

/** A question that somebody copied within its file needs a name of its own. */
function withOwnIds<T extends Record<string, { id: string }[]>>(parts: T): T {
  const taken = new Set<string>()
  const own = <Part extends { id: string }>(part: Part): Part => {
    const id = PartId.safeParse(part.id).success && !taken.has(part.id) ? part.id : newPartId()
    taken.add(id)
    return { ...part, id }
  }
  return Object.fromEntries(Object.entries(parts).map(([name, list]) => [name, list.map(own)])) as T
}
