import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'
import { QUESTION_TYPES, QUIZ_LIMITS } from '../constants'
import { PartId } from './question'

const written = z.string().max(QUIZ_LIMITS.answerLength, 'too_long').default('')

/** The fields of one question of a form; which of them it has follows from its type. */
const Fields = z.object({
  questionId: PartId,
  type: z.enum(QUESTION_TYPES),
  option: PartId.nullable().default(null),
  options: z.array(PartId).max(QUIZ_LIMITS.options).default([]),
  value: z.enum(['', 'true', 'false']).default(''),
  text: written,
  parts: z
    .array(z.object({ id: PartId, value: written }))
    .max(QUIZ_LIMITS.options)
    .default([]),
})

/** A whole attempt as a form without scripts sends it: only to be kept, or to be handed in. */
export const TakeQuiz = z.object({
  lessonId: objectId,
  attemptId: objectId,
  act: z.enum(['save', 'handIn']).default('handIn'),
  answers: z.array(Fields).max(QUIZ_LIMITS.questions).default([]),
})
export type TakeQuiz = z.output<typeof TakeQuiz>
