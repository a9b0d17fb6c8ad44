import { plainWords, withNumberedGaps } from './plain-words'
import type { Question } from './schema/question'

/** A Markdown text of a question, and the way to it within the question. */
export type QuestionText = { path: (string | number)[]; text: string }

/** What a question is called in a list: by its author's name for it, else by its words, gaps by number. */
export function titleOf(question: Question): string {
  if (question.name !== '') return question.name
  const gaps = question.type === 'gaps' ? question.gaps.map(({ id }) => id) : []
  return plainWords(withNumberedGaps(question.prompt, gaps))
}

/** Every text of a question that is shown as Markdown; names, tags and what is compared letter by letter are not. */
export function textsOf(question: Question): QuestionText[] {
  const { prompt, explanation } = question
  return [
    { path: ['prompt'], text: prompt },
    ...partTexts(question),
    { path: ['explanation'], text: explanation },
  ]
}

function partTexts(question: Question): QuestionText[] {
  switch (question.type) {
    case 'single':
    case 'multiple':
      return optionTexts(question.options, [])
    case 'trueFalse':
      return [
        { path: ['feedbackOnTrue'], text: question.feedbackOnTrue },
        { path: ['feedbackOnFalse'], text: question.feedbackOnFalse },
      ]
    case 'shortText':
    case 'number':
      return feedbacks(question.accepted, ['accepted'])
    case 'ordering':
      return words(question.entries, ['entries'])
    case 'matching':
      return [
        ...words(question.pairs, ['pairs']),
        ...question.pairs.map(({ match }, at) => ({
          path: ['pairs', at, 'match', 'text'],
          text: match.text,
        })),
        ...words(question.extras, ['extras']),
      ]
    case 'gaps':
      return question.gaps.flatMap((gap, at) =>
        gap.kind === 'choice'
          ? optionTexts(gap.options, ['gaps', at])
          : feedbacks(gap.accepted, ['gaps', at, 'accepted']),
      )
  }
}

type Path = QuestionText['path']

function optionTexts(options: readonly { text: string; feedback: string }[], path: Path): QuestionText[] {
  const here = [...path, 'options']
  return [...words(options, here), ...feedbacks(options, here)]
}

function words(parts: readonly { text: string }[], path: Path): QuestionText[] {
  return parts.map(({ text }, at) => ({ path: [...path, at, 'text'], text }))
}

function feedbacks(parts: readonly { feedback: string }[], path: Path): QuestionText[] {
  return parts.map(({ feedback }, at) => ({ path: [...path, at, 'feedback'], text: feedback }))
}
