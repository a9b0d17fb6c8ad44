/** What of a question a format cannot say; `type` is the whole question. */
export const EXPORT_CODES = ['type', 'points', 'partial', 'spelling', 'units', 'more'] as const
export type ExportCode = (typeof EXPORT_CODES)[number]

/** `number` is the question's place in the quiz, from 1. */
export type ExportedQuestions = { text: string; losses: { number: number; code: ExportCode }[] }
