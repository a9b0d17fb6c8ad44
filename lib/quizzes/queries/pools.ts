import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { Types } from 'mongoose'
import { Course } from '@/models/course'
import { BankQuestion } from '@/models/question'
import { QUIZ_LIMITS } from '../constants'
import { Question } from '../schema/question'
import type { Draw, QuizContent } from '../schema/quiz'

/**
 * What the draws of a quiz choose among now: the questions with their tags in the bank of the course's instructor, newest
 * first, each worth what its draw says.
 */
export async function readPools(
  course: Types.ObjectId,
  draws: readonly Draw[],
): Promise<QuizContent['pools']> {
  if (draws.length === 0) return []
  const row = await Course.findById(course).select({ instructor: 1 }).lean()
  const owner = row?.instructor ?? null
  const pools: QuizContent['pools'] = []
  for (const { id, tag, count, points } of draws) {
    const pool = owner === null ? [] : await readPool(owner, tag)
    pools.push({ id, count, questions: pool.map((question) => ({ ...question, points })) })
  }
  return pools
}

/** What a draw of that tag chooses among, newest first. */
export async function readPool(owner: Types.ObjectId, tag: string): Promise<Question[]> {
  const rows = await BankQuestion.find({ owner, tags: tag })
    .sort({ _id: -1 })
    .limit(QUIZ_LIMITS.poolQuestions)
    .select({ content: 1 })
    .lean()
  return rows.map(({ content }) => Question.parse(content))
}

/** Whether the bank holds something else for the draws than what learners' attempts are made with. */
export function poolsDiffer(before: QuizContent, pools: QuizContent['pools']): boolean {
  return !isDeepStrictEqual(before.pools, pools)
}
