import { z } from 'zod'
import { COURSE_REASONS } from '@/lib/courses/constants'
import { operation } from '@/lib/platform/http/operation'
import { pageOf } from '@/lib/platform/http/shapes'
import { objectId } from '@/lib/utils/object-id'
import { QUIZ_REASONS } from './constants'
import {
  BankExport,
  BankFile,
  BankQuery,
  BankReference,
  DeletedQuestion,
  ExportChoice,
  QuestionFile,
  QuizReference,
  QuizWritten,
  SaveBankQuestion,
} from './schema/authoring'
import { Question } from './schema/question'
import { QuizDraft } from './schema/quiz'
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

const own = { audience: 'internal', auth: 'session', errors: { forbidden: [] } } as const
const IN_REVIEW = [COURSE_REASONS.inReview, COURSE_REASONS.archived]

export const saveQuizOperation = operation({
  ...own,
  id: 'saveQuiz',
  method: 'PUT',
  path: '/api/authoring/lessons/{id}/quiz',
  summary: 'Write the working copy of a quiz',
  params: QuizReference,
  body: QuizWritten,
  answers: { 200: z.strictObject({ version: z.int() }) },
  errors: { forbidden: [], conflict: IN_REVIEW, precondition: [QUIZ_REASONS.changedMeanwhile] },
  limit: 'write',
})

export const getQuizOperation = operation({
  ...own,
  id: 'getQuiz',
  method: 'GET',
  path: '/api/authoring/lessons/{id}/quiz',
  summary: 'Read the working copy of a quiz',
  params: QuizReference,
  answers: {
    200: z.strictObject({
      version: z.int(),
      draft: QuizDraft,
      publishedNumber: z.int().nullable(),
      isChanged: z.boolean(),
      isRegradeDue: z.boolean(),
      areDrawsNewer: z.boolean(),
    }),
  },
})

const readAnswer = z.strictObject({
  questions: z.array(Question),
  lines: z.array(
    z.strictObject({ line: z.int(), code: z.string(), detail: z.string(), isTaken: z.boolean() }),
  ),
})
const exportAnswer = z.strictObject({
  text: z.string(),
  losses: z.array(z.strictObject({ number: z.int(), code: z.string() })),
})

export const readQuestionsOperation = operation({
  ...own,
  id: 'readQuestions',
  method: 'POST',
  path: '/api/authoring/lessons/{id}/quiz/import',
  summary: 'Read a file of questions, and say what of it cannot be taken',
  params: QuizReference,
  body: QuestionFile,
  answers: { 200: readAnswer },
  limit: 'write',
})

export const exportQuestionsOperation = operation({
  ...own,
  id: 'exportQuestions',
  method: 'GET',
  path: '/api/authoring/lessons/{id}/quiz/export',
  summary: 'Write the questions of a quiz in a format of other programs',
  params: QuizReference,
  query: ExportChoice,
  answers: { 200: exportAnswer },
})

export const listBankQuestionsOperation = operation({
  ...own,
  id: 'listBankQuestions',
  method: 'GET',
  path: '/api/authoring/questions',
  summary: 'List the own bank of questions',
  query: BankQuery,
  answers: {
    200: pageOf(z.strictObject({ id: objectId, version: z.int(), question: Question })),
  },
})

export const saveBankQuestionOperation = operation({
  ...own,
  id: 'saveBankQuestion',
  method: 'POST',
  path: '/api/authoring/questions',
  summary: 'Put a question into the own bank, or change one',
  body: SaveBankQuestion,
  answers: { 200: z.strictObject({ questionId: objectId, version: z.int() }) },
  errors: {
    forbidden: [],
    not_found: [],
    conflict: [QUIZ_REASONS.bankFull],
    precondition: [QUIZ_REASONS.changedMeanwhile],
  },
  limit: 'write',
})

export const getBankQuestionOperation = operation({
  ...own,
  id: 'getBankQuestion',
  method: 'GET',
  path: '/api/authoring/questions/{questionId}',
  summary: 'Read a question of the own bank, with the quizzes that use it',
  params: BankReference,
  answers: {
    200: z.strictObject({
      id: objectId,
      version: z.int(),
      question: Question,
      uses: z.array(
        z.strictObject({
          courseId: objectId,
          courseTitle: z.string(),
          lessonId: objectId,
          lessonTitle: z.string(),
          versions: z.array(z.int()),
          isDrawn: z.boolean(),
        }),
      ),
    }),
  },
})

export const deleteBankQuestionOperation = operation({
  ...own,
  id: 'deleteBankQuestion',
  method: 'DELETE',
  path: '/api/authoring/questions/{questionId}',
  summary: 'Delete a question of the own bank, and answer it',
  params: BankReference,
  answers: { 200: DeletedQuestion },
  limit: 'write',
})

export const restoreBankQuestionOperation = operation({
  ...own,
  id: 'restoreBankQuestion',
  method: 'POST',
  path: '/api/authoring/questions/{questionId}/restore',
  summary: 'Take the deletion of a question of the own bank back',
  params: BankReference,
  body: DeletedQuestion,
  answers: { 204: null },
  errors: { forbidden: [], conflict: [QUIZ_REASONS.bankFull] },
  limit: 'write',
})

export const readIntoBankOperation = operation({
  ...own,
  id: 'readIntoBank',
  method: 'POST',
  path: '/api/authoring/questions/import',
  summary: 'Read a file of questions into the own bank, and say what of it cannot be taken',
  body: BankFile,
  answers: { 200: readAnswer },
  errors: { forbidden: [], conflict: [QUIZ_REASONS.bankFull] },
  limit: 'write',
})

export const exportBankOperation = operation({
  ...own,
  id: 'exportBank',
  method: 'GET',
  path: '/api/authoring/questions/export',
  summary: 'Write questions of the own bank in a format of other programs',
  query: BankExport,
  answers: { 200: exportAnswer },
})

export const operations = [
  saveQuizAnswerOperation,
  getQuizOperation,
  saveQuizOperation,
  readQuestionsOperation,
  exportQuestionsOperation,
  listBankQuestionsOperation,
  saveBankQuestionOperation,
  getBankQuestionOperation,
  deleteBankQuestionOperation,
  restoreBankQuestionOperation,
  readIntoBankOperation,
  exportBankOperation,
]
