import 'server-only'
import type { Types } from 'mongoose'
import { QuizAttempt } from '@/models/quiz-attempt'
import { readAnswers } from '../answers'
import type { QuestionType } from '../constants'
import { gradingKeyOf } from '../regrading'
import { isBlank } from '../schema/answer'
import type { Question } from '../schema/question'
import { mostFrequent, wrongPartsOf, type WrongPart } from '../wrong-answers'
import { readVersions } from './versions'

/** How one question was answered. */
export type AnswersOfQuestion = {
  questionId: string
  type: QuestionType
  prompt: string
  /** Attempts that hold an answer to it; the others left it blank. */
  answered: number
  /** What was wrong most often, and how often; of a statement `true` or `false`. */
  wrong: { text: string; count: number }[]
}
export type AnswersOfQuiz = {
  attempts: number
  /** Of each attempt, by question, the share of its points that was earned: 0 to 1. */
  scored: Map<string, number>[]
  /** In the order of the quiz. */
  questions: AnswersOfQuestion[]
}

const WRONG_SHOWN = 3

/**
 * How the newest finished attempts of a quiz, at most so many, answered the questions of the version that the newest of
 * them is graded by. A question is the same in another version where its type, keys and points are; where they differ,
 * what was answered to it there is left out, and so is what was drawn from a bank. Two round trips and one for the
 * versions that grade them. The caller has asked who may see this.
 */
export async function readAnswersOfQuiz(lesson: Types.ObjectId, most: number): Promise<AnswersOfQuiz> {
  const attempts = await QuizAttempt.find({ lesson, state: 'finished' })
    .sort({ _id: -1 })
    .limit(most)
    .select({ points: 1, questionIds: 1, gradedBy: 1, answers: 1 })
    .batchSize(most)
    .lean()
  const [newest] = attempts
  if (newest === undefined) return { attempts: 0, scored: [], questions: [] }
  const comparable = await findComparable(
    newest.gradedBy,
    attempts.map(({ gradedBy }) => gradedBy),
  )
  const tallies = new Map(
    comparable.asked.map((question) => [question.id, { answered: 0, wrong: [] as WrongPart[] }]),
  )
  const scored = attempts.map(({ questionIds, points, gradedBy, answers }) => {
    const same = comparable.sameIn(gradedBy)
    for (const [id, { answer }] of readAnswers(answers)) {
      const [question, tally] = [same.get(id), tallies.get(id)]
      if (question === undefined || tally === undefined || isBlank(answer)) continue
      tally.answered += 1
      tally.wrong.push(...wrongPartsOf(question, answer))
    }
    return sharesOf(questionIds, { points, same })
  })
  return {
    attempts: attempts.length,
    scored,
    questions: comparable.asked.map(({ id, type, prompt }) => {
      const { answered, wrong } = tallies.get(id) ?? { answered: 0, wrong: [] }
      return { questionId: id, type, prompt, answered, wrong: mostFrequent(wrong, WRONG_SHOWN) }
    }),
  }
}

type Questions = ReadonlyMap<string, Question>

/** The questions of one version, and which of them are the same in each of the others. */
async function findComparable(reference: Types.ObjectId, gradedBy: readonly Types.ObjectId[]) {
  const versions = await readVersions([reference, ...gradedBy])
  const asked = versions.get(reference.toHexString())?.content.questions ?? []
  const keys = new Map(asked.map((question) => [question.id, gradingKeyOf(question)]))
  const same = new Map(
    [...versions].map(([id, { content }]) => [
      id,
      new Map(
        content.questions
          .filter((question) => keys.get(question.id) === gradingKeyOf(question))
          .map((question) => [question.id, question]),
      ),
    ]),
  )
  const none: Questions = new Map()
  return { asked, sameIn: (id: Types.ObjectId): Questions => same.get(id.toHexString()) ?? none }
}

function sharesOf(
  ids: readonly string[],
  { points, same }: { points: unknown; same: Questions },
): Map<string, number> {
  const earned = (points ?? {}) as Record<string, number>
  return new Map(
    ids.flatMap((id) => {
      const most = same.get(id)?.points ?? 0
      return most > 0 ? [[id, Math.min(1, Math.max(0, (earned[id] ?? 0) / most))] as const] : []
    }),
  )
}
