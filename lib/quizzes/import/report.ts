import type { Question } from '../schema/question'

/** Why something of a file was not taken, or not as it stood there; the catalogue's `quizzes.import.lines` has the words. */
export const IMPORT_CODES = [
  'unreadable',
  'notAQuestion',
  'essay',
  'tooMany',
  'badQuestion',
  'noRightAnswer',
  'weightsReplaced',
  'penaltyDropped',
  'wildcard',
  'idDropped',
  'feedbackDropped',
  'tooFewPairs',
  'noAnswerLine',
  'answerUnknown',
  'optionShape',
  'unknownType',
  'missingColumn',
  'badCell',
  'pictureMissing',
  'pictureElsewhere',
  'tagDropped',
  'tagRemoved',
  'embedReplaced',
] as const
export type ImportCode = (typeof IMPORT_CODES)[number]

/** `line` counts from 1. What is lost with `isTaken` false is the whole question. */
export type ImportLine = { line: number; code: ImportCode; detail: string; isTaken: boolean }
export type ImportedQuestions = { questions: Question[]; lines: ImportLine[] }

/** Makes ids of parts; given in, so that a test knows them. */
export type NewId = () => string

const DETAIL_MAX = 200

export function importLine(
  line: number,
  code: ImportCode,
  { detail = '', isTaken = false } = {},
): ImportLine {
  return { line, code, detail: detail.slice(0, DETAIL_MAX), isTaken }
}
