import { readAnswers } from './answers'
import { gradeAttempt, questionsOf, type Result } from './attempt'
import type { QuizContent } from './schema/quiz'

type Graded = { questionIds: string[]; answers: unknown }

/**
 * What an attempt would earn by a later version: its own questions and answers by that version's keys, points and pass
 * mark. A question that the version does not hold any more counts for nobody, neither earned nor asked.
 */
export function regraded({ questionIds, answers }: Graded, content: QuizContent): Result {
  const given = new Map(readAnswers(answers).map(([id, { answer }]) => [id, answer]))
  return gradeAttempt(questionsOf(content, questionIds), given, content.settings)
}
