import { readAnswers } from './answers'
import { countedPercent, gradeAttempt, questionsOf, type Result } from './attempt'
import type { Question } from './schema/question'
import type { QuizContent, QuizSettings } from './schema/quiz'

type Graded = { questionIds: string[]; answers: unknown }

/**
 * What an attempt would earn by a later version: its own questions and answers by that version's keys, points and pass
 * mark. A question that the version does not hold any more counts for nobody, neither earned nor asked.
 */
export function regraded({ questionIds, answers }: Graded, content: QuizContent): Result {
  const given = new Map(readAnswers(answers).map(([id, { answer }]) => [id, answer]))
  return gradeAttempt(questionsOf(content, questionIds), given, content.settings)
}

type Standing = Pick<Result, 'earned' | 'percent' | 'isPassed'>

export function standsElse(before: Standing, after: Standing): boolean {
  return (
    before.earned !== after.earned || before.percent !== after.percent || before.isPassed !== after.isPassed
  )
}

/** A learner's grade of a quiz in percent. */
export type Mark = { percent: number; isPassed: boolean }

/** What counts of a learner's attempts (percents, oldest first) by the rules of a version. */
export function markOf(
  percents: readonly number[],
  { counts, passPercent }: Pick<QuizSettings, 'counts' | 'passPercent'>,
): Mark {
  const percent = countedPercent(percents, counts) ?? 0
  return { percent, isPassed: percents.length > 0 && percent >= passPercent }
}

/**
 * Whether somebody who answered by the first of two versions of a quiz could stand otherwise by the second: other keys,
 * points, credit or pass rules, or a question gone. Wording, feedback and questions that came new change no grade.
 */
export function gradesOtherwise(before: QuizContent, after: QuizContent): boolean {
  const rules = ({ settings: { passPercent, counts } }: QuizContent) => JSON.stringify([passPercent, counts])
  if (rules(before) !== rules(after)) return true
  const keys = new Map(allQuestions(after).map((question) => [question.id, gradingKeyOf(question)]))
  return allQuestions(before).some((question) => keys.get(question.id) !== gradingKeyOf(question))
}

function allQuestions({ questions, pools }: QuizContent): Question[] {
  return [...questions, ...pools.flatMap((pool) => pool.questions)]
}

/** All of a question that its score is made of, as one text. */
export function gradingKeyOf(question: Question): string {
  const { type, points, isPartial } = question
  return JSON.stringify([type, points, isPartial, partsOf(question)])
}

function partsOf(question: Question): unknown {
  switch (question.type) {
    case 'single':
    case 'multiple':
      return sharesOf(question.options)
    case 'trueFalse':
      return question.isTrue
    case 'shortText':
      return spellingsOf(question)
    case 'number': {
      const { accepted, units, isUnitRequired } = question
      const numbers = accepted.map(({ value, tolerance, toleranceKind, share }) => [
        value,
        tolerance,
        toleranceKind,
        share,
      ])
      return [numbers, units, isUnitRequired]
    }
    case 'ordering':
      return question.entries.map(({ id }) => id)
    case 'matching':
      // Equal partners are one, so their texts count.
      return question.pairs.map(({ id, match }) => [id, match.id, match.text])
    case 'gaps':
      return question.gaps.map((gap) => [
        gap.id,
        gap.kind === 'text' ? spellingsOf(gap) : sharesOf(gap.options),
      ])
  }
}

/** In whatever order they stand. */
function sharesOf(options: readonly { id: string; share: number }[]): unknown {
  return options.map(({ id, share }) => `${id} ${share}`).sort()
}

type Spellings = {
  caseMatters: boolean
  accentsMatter: boolean
  accepted: readonly { text: string; share: number }[]
}

function spellingsOf({ caseMatters, accentsMatter, accepted }: Spellings): unknown {
  return [caseMatters, accentsMatter, accepted.map(({ text, share }) => [text, share])]
}
