import type { PartChange, PartDifference } from '@/lib/courses/lesson-parts'
import { plainWords } from './plain-words'
import type { Question } from './schema/question'
import type { QuizContent, QuizDraft, QuizSettings } from './schema/quiz'

/**
 * How a quiz as it is written differs from what learners have (null: nothing yet), for who decides whether they get it:
 * right answers are in it. Settings first, then questions in their new order, those that went, draws, and what these choose
 * among (`pools`, as the bank has it now).
 */
export function quizDifferences(
  before: QuizContent | null,
  after: QuizDraft,
  pools: QuizContent['pools'] = [],
): PartDifference[] {
  const old = before ?? { settings: null, questions: [], pools: [] }
  return [
    ...settingsDifference(old.settings, after.settings),
    ...questionDifferences(old.questions, after.questions),
    ...orderDifference(old.questions, after.questions),
    ...drawDifferences(old.pools, after.draws),
    ...pools.flatMap((pool) => poolDifferences(old.pools, pool, after.draws)),
  ]
}

/** Of a draw that stayed, the questions of the bank that came, went or differ; what each is worth, the draw says. */
function poolDifferences(
  old: QuizContent['pools'],
  { id, questions }: QuizContent['pools'][number],
  draws: QuizDraft['draws'],
): PartDifference[] {
  const before = old.find((pool) => pool.id === id)?.questions ?? []
  const tag = draws.find((draw) => draw.id === id)?.tag ?? ''
  if (!commonTags(before).includes(tag)) return []
  const unweighed = (list: readonly Question[]) => list.map((question) => ({ ...question, points: 0 }))
  return questionDifferences(unweighed(before), unweighed(questions))
}

const SETTINGS = [
  ['timeLimitMinutes', false],
  ['attempts', false],
  ['passPercent', false],
  ['counts', true],
  ['shuffleQuestions', true],
  ['shuffleOptions', true],
  ['showAnswers', true],
  ['showAnswersAt', false],
] as const satisfies readonly (readonly [keyof QuizSettings, boolean])[]

function settingsDifference(before: QuizSettings | null, after: QuizSettings): PartDifference[] {
  const changes = SETTINGS.flatMap(([field, isCode]) =>
    changed({ field, before: textOf(before?.[field]), after: textOf(after[field]), isCode }),
  )
  if (changes.length === 0) return []
  return [{ kind: before === null ? 'added' : 'changed', what: 'settings', title: '', changes }]
}

function questionDifferences(before: readonly Question[], after: readonly Question[]): PartDifference[] {
  const old = new Map(before.map((question) => [question.id, question]))
  const now = new Set(after.map(({ id }) => id))
  const differ = after.flatMap((question): PartDifference[] => {
    const changes = questionChanges(old.get(question.id), question)
    const kind = old.has(question.id) ? 'changed' : 'added'
    return changes.length === 0 ? [] : [{ kind, what: 'question', title: nameOf(question), changes }]
  })
  const gone = before
    .filter(({ id }) => !now.has(id))
    .map((question): PartDifference => ({
      ...{ kind: 'removed', what: 'question', title: nameOf(question) },
      changes: [],
    }))
  return [...differ, ...gone]
}

/** Whether the questions that stayed stand in another order. */
function orderDifference(before: readonly Question[], after: readonly Question[]): PartDifference[] {
  const idsOf = (list: readonly Question[]) => list.map(({ id }) => id)
  const [old, now] = [idsOf(before), idsOf(after)]
  const stayed = (ids: string[], others: string[]) => ids.filter((id) => others.includes(id)).join(' ')
  if (stayed(old, now) === stayed(now, old)) return []
  return [{ kind: 'changed', what: 'order', title: '', changes: [] }]
}

/** How a question differs from an older text of it, field by field. */
export function questionChanges(before: Question | undefined, after: Question): PartChange[] {
  const old = before === undefined ? new Map<string, Shown>() : shownOf(before)
  return [...shownOf(after)].flatMap(([field, { text, isCode }]) =>
    changed({ field, before: old.get(field)?.text ?? '', after: text, isCode }),
  )
}

type Shown = { text: string; isCode: boolean }

/** All that an author writes of a question, by field, as text that people can compare. */
function shownOf(question: Question): Map<string, Shown> {
  const { type, prompt, points, isPartial, explanation, tags } = question
  const words = (text: string) => ({ text, isCode: false })
  const code = (text: string | boolean) => ({ text: String(text), isCode: true })
  return new Map<string, Shown>([
    ['questionType', code(type)],
    ['prompt', words(prompt)],
    ['answers', words(answersOf(question).join('\n'))],
    ...rulesOf(question).map(([field, isSet]) => [field, code(isSet)] as const),
    ['points', words(String(points))],
    ['isPartial', code(isPartial)],
    ['explanation', words(explanation)],
    ['tags', words(tags.join(', '))],
  ])
}

/** Each answer in a line: whether it is right, what it says, and what is said to who gives it. */
function answersOf(question: Question): string[] {
  switch (question.type) {
    case 'single':
    case 'multiple':
      return question.options.map(line)
    case 'trueFalse': {
      const { isTrue, feedbackOnTrue, feedbackOnFalse } = question
      return [
        line({ text: 'true', share: isTrue ? 100 : 0, feedback: feedbackOnTrue }),
        line({ text: 'false', share: isTrue ? 0 : 100, feedback: feedbackOnFalse }),
      ]
    }
    case 'shortText':
      return question.accepted.map(line)
    case 'number':
      return [
        ...question.accepted.map(({ value, tolerance, toleranceKind, share, feedback }) =>
          line({
            text: `${value} ± ${tolerance}${toleranceKind === 'percent' ? ' %' : ''}`,
            share,
            feedback,
          }),
        ),
        ...(question.units.length === 0 ? [] : [question.units.join(' / ')]),
      ]
    case 'ordering':
      return question.entries.map(({ text }, index) => `${index + 1}. ${text}`)
    case 'matching':
      return [
        ...question.pairs.map(({ text, match }) => `${text} → ${match.text}`),
        ...question.extras.map(({ text }) => `– → ${text}`),
      ]
    case 'gaps':
      return question.gaps.flatMap((gap, index) =>
        (gap.kind === 'text' ? gap.accepted : gap.options).map((each) => `[${index + 1}] ${line(each)}`),
      )
  }
}

function line({ text, share, feedback }: { text: string; share: number; feedback: string }): string {
  const mark = share === 100 ? '✓' : share === 0 ? '✗' : `${share} %`
  return `${mark} ${text}${feedback === '' ? '' : ` (${feedback})`}`
}

function rulesOf(question: Question): [string, boolean][] {
  switch (question.type) {
    case 'shortText':
      return [
        ['caseMatters', question.caseMatters],
        ['accentsMatter', question.accentsMatter],
      ]
    case 'number':
      return [['isUnitRequired', question.isUnitRequired]]
    case 'gaps':
      return [
        ['caseMatters', question.gaps.some((gap) => gap.kind === 'text' && gap.caseMatters)],
        ['accentsMatter', question.gaps.every((gap) => gap.kind !== 'text' || gap.accentsMatter)],
      ]
    default:
      return []
  }
}

/** A version holds what its draws chose among and not their tag: every question of it has that. */
function drawDifferences(pools: QuizContent['pools'], draws: QuizDraft['draws']): PartDifference[] {
  const old = new Map(pools.map((pool) => [pool.id, pool]))
  const now = new Set(draws.map(({ id }) => id))
  const differ = draws.flatMap(({ id, tag, count, points }): PartDifference[] => {
    const pool = old.get(id)
    const [first] = pool?.questions ?? []
    const tags = pool === undefined ? [] : commonTags(pool.questions)
    const changes = [
      ...(tags.includes(tag) ? [] : changed({ field: 'tags', before: tags.join(', '), after: tag })),
      ...changed({ field: 'count', before: textOf(pool?.count), after: String(count) }),
      ...changed({ field: 'points', before: textOf(first?.points), after: String(points) }),
    ]
    const kind = pool === undefined ? 'added' : 'changed'
    return changes.length === 0 ? [] : [{ kind, what: 'draw', title: tag, changes }]
  })
  const gone = pools
    .filter(({ id }) => !now.has(id))
    .map(({ questions }): PartDifference => ({
      ...{ kind: 'removed', what: 'draw', title: commonTags(questions).join(', ') },
      changes: [],
    }))
  return [...differ, ...gone]
}

function commonTags(questions: readonly Question[]): string[] {
  const [first, ...others] = questions
  return (first?.tags ?? []).filter((tag) => others.every(({ tags }) => tags.includes(tag)))
}

function nameOf({ name, prompt }: Question): string {
  return name === '' ? plainWords(prompt) : name
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value)
}

function changed({ isCode = false, ...change }: PartChange): PartChange[] {
  return change.before === change.after ? [] : [{ ...change, ...(isCode && { isCode }) }]
}
