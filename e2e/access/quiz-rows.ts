import type { ActionRow } from './actions'
import type { Row } from './matrix'
import { everybody, lessonOf, UNKNOWN_ID, type Scene } from './scene'

const JSON_HEADERS = { 'content-type': 'application/json' }
const SETTINGS = {
  timeLimitMinutes: null,
  attempts: null,
  passPercent: 60,
  counts: 'best',
  shuffleQuestions: false,
  shuffleOptions: true,
  showAnswers: 'never',
  showAnswersAt: null,
}
const QUESTION = { id: 'question1', type: 'trueFalse', prompt: 'Is it?', points: 1, isTrue: true }

/** The pages of a bank, and what they and the builder of quizzes call. A lesson that nobody knows is not found, whoever asks. */
export function quizRows(): Row[] {
  const unknown = { ...everybody(404), visitor: 401 } as const
  const teachers = { ...everybody(200), visitor: 401, student: 403 } as const
  const quiz = `/api/authoring/lessons/${UNKNOWN_ID}/quiz`
  const visitor = '→ /login?next={address}'
  return [
    {
      route: '/instructor/questions',
      address: '/instructor/questions',
      expected: { ...teachers, visitor },
    },
    {
      route: '/instructor/questions/[questionId]',
      address: `/instructor/questions/${UNKNOWN_ID}`,
      expected: { ...everybody(404), visitor, student: 403 },
    },
    { route: '/api/authoring/lessons/[id]/quiz', address: quiz, expected: unknown },
    {
      route: '/api/authoring/lessons/[id]/quiz',
      method: 'PUT',
      address: quiz,
      headers: JSON_HEADERS,
      body: JSON.stringify({ version: 0, draft: { settings: SETTINGS, questions: [], draws: [] } }),
      expected: unknown,
    },
    {
      route: '/api/authoring/lessons/[id]/quiz/import',
      method: 'POST',
      address: `${quiz}/import`,
      headers: JSON_HEADERS,
      body: JSON.stringify({ format: 'gift', text: 'Is it?{T}' }),
      expected: unknown,
    },
    {
      route: '/api/authoring/lessons/[id]/quiz/export',
      address: `${quiz}/export?format=gift`,
      expected: unknown,
    },
    { route: '/api/authoring/questions', address: '/api/authoring/questions', expected: teachers },
    {
      route: '/api/authoring/questions',
      method: 'POST',
      address: '/api/authoring/questions',
      headers: JSON_HEADERS,
      body: JSON.stringify({ version: 0, question: QUESTION }),
      expected: teachers,
    },
    {
      route: '/api/authoring/questions/import',
      method: 'POST',
      address: '/api/authoring/questions/import',
      headers: JSON_HEADERS,
      body: JSON.stringify({ format: 'gift', text: 'Is it?{T}', isKept: false }),
      expected: teachers,
    },
    {
      route: '/api/authoring/questions/export',
      address: '/api/authoring/questions/export?format=gift',
      expected: teachers,
    },
    {
      route: '/api/authoring/questions/[questionId]/restore',
      method: 'POST',
      address: `/api/authoring/questions/${UNKNOWN_ID}/restore`,
      headers: JSON_HEADERS,
      body: JSON.stringify({ version: 1, question: { ...QUESTION, prompt: '' } }),
      // What is restored is there; this is no question, so nothing of it is kept for the rows below.
      expected: { ...everybody(422), visitor: 401 },
    },
    {
      route: '/api/authoring/questions/[questionId]',
      address: `/api/authoring/questions/${UNKNOWN_ID}`,
      expected: { ...everybody(404), visitor: 401, student: 403 },
    },
    {
      route: '/api/authoring/questions/[questionId]',
      method: 'DELETE',
      address: `/api/authoring/questions/${UNKNOWN_ID}`,
      expected: { ...everybody(404), visitor: 401, student: 403 },
    },
  ]
}

const regradePage = ({ learned }: Scene) =>
  `/instructor/courses/${learned.courseId}/lessons/${lessonOf(learned)}/regrade`
const nobodys: ActionRow['expected'] = { ...everybody('not_found'), visitor: 'unauthenticated' }

/** What is decided about attempts. A quiz that nobody knows is not found, whoever asks. */
export const QUIZ_ACTIONS: Record<string, ActionRow> = {
  'lib/quizzes/actions.ts#applyRegradeAction': {
    page: regradePage,
    fields: () => ({ lessonId: UNKNOWN_ID, seen: 'a'.repeat(32), reason: 'A wrong key.', isConfirmed: 'on' }),
    expected: nobodys,
  },
  'lib/quizzes/actions.ts#leaveGradesAction': {
    page: regradePage,
    fields: () => ({ lessonId: UNKNOWN_ID }),
    expected: nobodys,
  },
}
