import { z } from 'zod'
import { operation } from '@/lib/platform/http/operation'
import { QUIZ_REASONS } from './constants'
import { AnswerGiven, AttemptReference } from './schema/taking'

export const saveQuizAnswerOperation = operation({
  id: 'saveQuizAnswer',
  method: 'PUT',
  path: '/api/me/attempts/{attemptId}/answer',
  summary: 'Keep one answer of an attempt at a quiz',
  audience: 'internal',
  auth: 'session',
  params: AttemptReference,
  body: AnswerGiven,
  answers: { 200: z.strictObject({ sequence: z.int(), isKept: z.boolean() }) },
  errors: {
    not_found: [],
    conflict: [QUIZ_REASONS.handedIn, QUIZ_REASONS.timeOver],
    invalid: [QUIZ_REASONS.answerShape],
  },
  limit: 'answer',
})

export const operations = [saveQuizAnswerOperation]
