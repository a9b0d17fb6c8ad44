import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'
import { QUESTION_FAULTS as FAULTS, QUIZ_LIMITS as LIMITS, TOLERANCES } from '../constants'
import { foldText } from '../scoring/text'

/**
 * Names an option, a gap or a question for ever: answers, regrading and the order of options go by it, never by place.
 * Short, so that a form's fields stay readable. A digit is in it, so that it is the name of nothing an object has by birth.
 */
export const PartId = z.string().regex(/^(?=[a-z]*\d)[a-z0-9]{6,24}$/, 'id')

const markdown = (most: number) => z.string().trim().max(most, 'too_long')
const written = (most: number) => markdown(most).min(1, 'required')

/** Percent of the question's points that an option or accepted text earns; 100 is right. */
const Share = z.number().min(0, 'too_small').max(100, 'too_big')
const Feedback = markdown(LIMITS.feedbackLength).default('')

/** The question of a bank that one in a quiz was taken from or put into, and the version there that it was last like. */
export const BankLink = z.strictObject({ questionId: objectId, version: z.int().min(1) })

const common = {
  id: PartId,
  /** Only of a question in a quiz. Whose bank it is says the question there: everybody reads their own alone. */
  bank: BankLink.optional(),
  /** By which its author finds it; learners do not see it. */
  name: markdown(LIMITS.nameLength).default(''),
  /** Markdown, with pictures, formulas and code. */
  prompt: written(LIMITS.promptLength),
  /** In hundredths at the finest, so that points add up exactly. */
  points: z
    .number()
    .min(0.01, 'too_small')
    .max(LIMITS.points, 'too_big')
    .refine((points) => Number.isInteger(Math.round(points * 1e6) / 1e4), 'invalid'),
  /** Whether an answer that is partly right earns a part of the points, by the formula of its type. */
  isPartial: z.boolean().default(true),
  /** Markdown, shown when answers may be. */
  explanation: markdown(LIMITS.explanationLength).default(''),
  tags: z
    .array(written(LIMITS.tagLength))
    .max(LIMITS.tags, 'too_many')
    .refine((tags) => new Set(tags).size === tags.length, 'repeated')
    .default([]),
}

/** A choice; `share` is 100 for a right one. Its feedback is shown to who chose it, when answers may be seen. */
export const Option = z.strictObject({
  id: PartId,
  text: written(LIMITS.optionLength),
  share: Share,
  feedback: Feedback,
})
export type Option = z.output<typeof Option>

const options = z
  .array(Option)
  .min(2, 'too_few')
  .max(LIMITS.options, 'too_many')
  .refine(differ, FAULTS.repeatedOption)
const rightOnes = (list: readonly { share: number }[]) => list.filter(({ share }) => share === 100).length

/** Exactly one option is right; another may earn a part. */
const Single = z.strictObject({
  ...common,
  type: z.literal('single'),
  options: options.refine((list) => rightOnes(list) === 1, FAULTS.oneRight),
})

/** Some options are right and some are wrong: were all right, ticking everything would earn all. */
const Multiple = z.strictObject({
  ...common,
  type: z.literal('multiple'),
  options: options
    .refine((list) => rightOnes(list) > 0, FAULTS.oneRight)
    .refine((list) => rightOnes(list) < list.length, FAULTS.someWrong)
    .refine((list) => list.every(({ share }) => share === 0 || share === 100), 'invalid'),
})

const TrueFalse = z.strictObject({
  ...common,
  type: z.literal('trueFalse'),
  isTrue: z.boolean(),
  /** For who says that it is true, and for who says that it is false. */
  feedbackOnTrue: Feedback,
  feedbackOnFalse: Feedback,
})

const AcceptedText = z.strictObject({
  text: written(LIMITS.acceptedLength),
  share: Share,
  feedback: Feedback,
})

const spelling = {
  caseMatters: z.boolean().default(false),
  /** Whether “resume” is another word than “résumé”. */
  accentsMatter: z.boolean().default(true),
}

const ShortText = z
  .strictObject({
    ...common,
    ...spelling,
    type: z.literal('shortText'),
    accepted: z
      .array(AcceptedText)
      .min(1, 'too_few')
      .max(LIMITS.accepted, 'too_many')
      .refine((list) => rightOnes(list) > 0, FAULTS.fullShare),
  })
  .refine((question) => spellingsDiffer(question.accepted, question), {
    path: ['accepted'],
    message: FAULTS.repeatedOption,
  })

const AcceptedNumber = z.strictObject({
  value: z.number(),
  /** Of `absolute`: in the unit of the value; of `percent`: hundredths of the value. */
  tolerance: z.number().min(0, 'too_small'),
  toleranceKind: z.enum(TOLERANCES),
  share: Share,
  feedback: Feedback,
})

const NumberQuestion = z.strictObject({
  ...common,
  type: z.literal('number'),
  accepted: z
    .array(AcceptedNumber)
    .min(1, 'too_few')
    .max(LIMITS.accepted, 'too_many')
    .refine((list) => rightOnes(list) > 0, FAULTS.fullShare),
  /** Spellings of the one unit that the number is in; an answer may leave it out unless it is required. */
  units: z
    .array(written(LIMITS.unitLength).regex(/^[^\d\s.,+-]/, 'invalid'))
    .max(LIMITS.units, 'too_many')
    .refine((list) => new Set(list).size === list.length, FAULTS.unitTwice)
    .default([]),
  isUnitRequired: z.boolean().default(false),
})

const Entry = z.strictObject({ id: PartId, text: written(LIMITS.optionLength) })

/** `entries` stand in the right order. */
const Ordering = z.strictObject({
  ...common,
  type: z.literal('ordering'),
  entries: z
    .array(Entry)
    .min(2, 'too_few')
    .max(LIMITS.options, 'too_many')
    .refine(differ, FAULTS.repeatedOption),
})

/** Each of `pairs` has its right partner; `extras` are partners of nothing. Equal partners count as one. */
const Matching = z
  .strictObject({
    ...common,
    type: z.literal('matching'),
    pairs: z
      .array(z.strictObject({ id: PartId, text: written(LIMITS.optionLength), match: Entry }))
      .min(2, 'too_few')
      .max(LIMITS.options, 'too_many')
      .refine(differ, FAULTS.repeatedOption),
    extras: z.array(Entry).max(LIMITS.options, 'too_many').default([]),
  })
  .refine((question) => extrasDiffer(question), { path: ['extras'], message: FAULTS.repeatedOption })

const TextGap = z
  .strictObject({
    id: PartId,
    kind: z.literal('text'),
    ...spelling,
    accepted: z
      .array(AcceptedText)
      .min(1, 'too_few')
      .max(LIMITS.accepted, 'too_many')
      .refine((list) => rightOnes(list) > 0, FAULTS.fullShare),
  })
  .refine((gap) => spellingsDiffer(gap.accepted, gap), { path: ['accepted'], message: FAULTS.repeatedOption })

const ChoiceGap = z.strictObject({
  id: PartId,
  kind: z.literal('choice'),
  options: options.refine((list) => rightOnes(list) === 1, FAULTS.oneRight),
})

/** Where a gap stands in the text: `[[gap:<id>]]`. */
export const GAP_PLACE = /\[\[gap:([a-z0-9]{6,24})\]\]/g

/** The prompt holds the place of each gap once. */
const Gaps = z
  .strictObject({
    ...common,
    type: z.literal('gaps'),
    gaps: z
      .array(z.discriminatedUnion('kind', [TextGap, ChoiceGap]))
      .min(1, 'too_few')
      .max(LIMITS.gaps, 'too_many'),
  })
  .refine(({ prompt, gaps }) => gapsAreInPlace(prompt, gaps), { path: ['prompt'], message: FAULTS.gapPlaces })

const AnyQuestion = z.discriminatedUnion('type', [
  Single,
  Multiple,
  TrueFalse,
  ShortText,
  NumberQuestion,
  Ordering,
  Matching,
  Gaps,
])
export type Question = z.output<typeof AnyQuestion>
export type QuestionOf<T extends Question['type']> = Extract<Question, { type: T }>

/**
 * One question with everything that only its author may see: which answers are right, feedback and explanation. What
 * learners get is made of it in ../dto. Ids within a question differ.
 */
export const Question = AnyQuestion.refine((question) => allDiffer(partIdsOf(question)), {
  message: FAULTS.repeatedId,
})

/** The ids of a question's parts, its own left out. */
export function partIdsOf(question: Question): string[] {
  switch (question.type) {
    case 'single':
    case 'multiple':
      return question.options.map(({ id }) => id)
    case 'ordering':
      return question.entries.map(({ id }) => id)
    case 'matching':
      return [
        ...question.pairs.flatMap(({ id, match }) => [id, match.id]),
        ...question.extras.map(({ id }) => id),
      ]
    case 'gaps':
      return question.gaps.flatMap((gap) => [
        gap.id,
        ...(gap.kind === 'choice' ? gap.options.map(({ id }) => id) : []),
      ])
    default:
      return []
  }
}

function allDiffer(values: readonly string[]): boolean {
  return new Set(values).size === values.length
}

function differ(list: readonly { text: string }[]): boolean {
  return allDiffer(list.map(({ text }) => text))
}

type Spelling = { caseMatters: boolean; accentsMatter: boolean }

function spellingsDiffer(accepted: readonly { text: string }[], rules: Spelling): boolean {
  return allDiffer(accepted.map(({ text }) => foldText(text, rules)))
}

function extrasDiffer({
  pairs,
  extras,
}: {
  pairs: { match: { text: string } }[]
  extras: { text: string }[]
}) {
  const partners = new Set(pairs.map(({ match }) => match.text))
  return differ(extras) && extras.every(({ text }) => !partners.has(text))
}

function gapsAreInPlace(prompt: string, gaps: readonly { id: string }[]): boolean {
  const places = [...prompt.matchAll(GAP_PLACE)].map(([, id]) => id ?? '')
  const ids = new Set(gaps.map(({ id }) => id))
  return allDiffer(places) && places.length === ids.size && places.every((id) => ids.has(id))
}
