import type { Types } from 'mongoose'
import { QuizVersion } from '@/models/quiz-version'
import { now } from '../clock'

const option = (id: string, text: string, share: number) => ({
  id,
  text,
  share,
  feedback: share ? '' : `not ${text}`,
})
const common = { name: '', points: 1, isPartial: true, explanation: 'because-of-this', tags: [] }

/** One question of every type; what must not be seen too early is spelled so that a test can search for it. */
export const QUESTIONS = [
  {
    ...common,
    id: 'single1',
    type: 'single',
    prompt: 'Which one?',
    options: [option('opta1x', 'Alpha', 100), option('optb1x', 'Beta', 0)],
  },
  {
    ...common,
    id: 'multiple1',
    type: 'multiple',
    prompt: 'Which ones?',
    points: 2,
    options: [option('optc1x', 'Gamma', 100), option('optd1x', 'Delta', 100), option('opte1x', 'Epsilon', 0)],
  },
  {
    ...common,
    id: 'truefalse1',
    type: 'trueFalse',
    prompt: 'Is it?',
    isTrue: true,
    feedbackOnTrue: '',
    feedbackOnFalse: '',
  },
  {
    ...common,
    id: 'short1',
    type: 'shortText',
    prompt: 'What word?',
    caseMatters: false,
    accentsMatter: true,
    accepted: [{ text: 'secret-word', share: 100, feedback: '' }],
  },
  {
    ...common,
    id: 'number1',
    type: 'number',
    prompt: 'How far?',
    accepted: [{ value: 8_675_309, tolerance: 1, toleranceKind: 'absolute', share: 100, feedback: '' }],
    units: ['km'],
    isUnitRequired: false,
  },
  {
    ...common,
    id: 'ordering1',
    type: 'ordering',
    prompt: 'In which order?',
    entries: ['first', 'second', 'third'].map((text, index) => ({ id: `entry${index}x`, text })),
  },
  {
    ...common,
    id: 'matching1',
    type: 'matching',
    prompt: 'What belongs together?',
    pairs: ['one', 'two'].map((text, index) => ({
      id: `pair${index}xx`,
      text,
      match: { id: `match${index}x`, text: `partner of ${text}` },
    })),
    extras: [{ id: 'extra0x', text: 'partner of nobody' }],
  },
  {
    ...common,
    id: 'gaps1xx',
    type: 'gaps',
    prompt: 'Fill [[gap:gap1xxx]] and [[gap:gap2xxx]].',
    gaps: [
      {
        id: 'gap1xxx',
        kind: 'text',
        caseMatters: false,
        accentsMatter: true,
        accepted: [{ text: 'hidden-word', share: 100, feedback: '' }],
      },
      { id: 'gap2xxx', kind: 'choice', options: [option('optf1x', 'Zeta', 100), option('optg1x', 'Eta', 0)] },
    ],
  },
]

/** Wholly right answers to `QUESTIONS`, by question. */
export const RIGHT_ANSWERS = {
  single1: { type: 'single', option: 'opta1x' },
  multiple1: { type: 'multiple', options: ['optc1x', 'optd1x'] },
  truefalse1: { type: 'trueFalse', value: true },
  short1: { type: 'shortText', text: 'Secret-Word' },
  number1: { type: 'number', text: '8675309 km' },
  ordering1: { type: 'ordering', order: ['entry0x', 'entry1x', 'entry2x'] },
  matching1: { type: 'matching', matches: { pair0xx: 'match0x', pair1xx: 'match1x' } },
  gaps1xx: { type: 'gaps', gaps: { gap1xxx: 'hidden-word', gap2xxx: 'optf1x' } },
} as const

const SETTINGS = {
  timeLimitMinutes: null,
  attempts: null,
  passPercent: 60,
  counts: 'best',
  shuffleQuestions: false,
  shuffleOptions: true,
  showAnswers: 'afterHandIn',
  showAnswersAt: null,
}

type Made = { settings?: object; questions?: readonly object[]; number?: number }

/** A published version of the quiz of a lesson, with one question of every type unless others are given. */
export async function makeQuizVersion(
  { _id, course }: { _id: Types.ObjectId; course: Types.ObjectId },
  { settings = {}, questions = QUESTIONS, number = 1 }: Made = {},
): Promise<void> {
  const content = { settings: { ...SETTINGS, ...settings }, questions, pools: [] }
  await QuizVersion.create([{ lesson: _id, course, number, content, publishedAt: now() }])
}
