import { diffLines, diffWordsWithSpace } from 'diff'
import { formatTimecode } from '@/lib/utils/timecode'
import type { LessonContent } from './commands/lesson-content'
import type { LessonType } from './constants'
import type { PartDifference } from './lesson-parts'

/** A piece of a text: as it was, put in, or taken out. */
export type Piece = { kind: 'same' | 'added' | 'removed'; text: string }
/** With `isCode` the pieces are values that the catalogue has words for. */
export type DetailChange = { field: string; pieces: Piece[]; isCode?: boolean }
export type LessonChangeView = {
  id: string
  title: string
  type: LessonType
  kind: 'added' | 'removed' | 'changed'
  /** Which settings differ, and how the text does. */
  fields: DetailChange[]
  /** What came, went or differs of its quiz or assignment. */
  parts: PartDetail[]
}
export type PartDetail = Omit<PartDifference, 'changes'> & { fields: DetailChange[] }

const DETAIL_FIELDS = [
  'title',
  'slug',
  'subtitle',
  'description',
  'outcomes',
  'requirements',
  'tags',
  'categorySlug',
  'level',
  'language',
  'price',
  'thumbnail',
  'trailer',
  'startDate',
  'endDate',
  'timeZone',
] as const
const LESSON_FIELDS = [
  'title',
  'type',
  'description',
  'body',
  'video',
  'file',
  'embed',
  'release',
  'durationMinutes',
  'isPreview',
  'isRequired',
] as const
/** So many lines stay around a change; what lies between two is left out. */
const CONTEXT_LINES = 2
/** Beyond this many edits a text counts as written anew: comparing it further would cost seconds. */
const MAX_EDITS = 600

/** The details that differ, in the order in which a course shows them. */
export function detailsChanges(before: object, after: object): DetailChange[] {
  return changesOf(DETAIL_FIELDS, before, after)
}

type Lessons = ReadonlyMap<string, LessonContent>
type Parts = ReadonlyMap<string, readonly PartDifference[]>

/**
 * The lessons that came, went or differ, also only in their quiz or assignment (`differences`, by lesson); those that stay
 * in the new order, then those that went.
 */
export function lessonChanges(before: Lessons, after: Lessons, differences: Parts): LessonChangeView[] {
  const views = [...after].flatMap(([id, row]): LessonChangeView[] => {
    const old = before.get(id)
    const parts = (differences.get(id) ?? []).map(toPartDetail)
    const facts = { id, title: row.title, type: row.type, parts }
    if (old === undefined)
      return [{ ...facts, kind: 'added', fields: changesOf(['body'], { body: '' }, row) }]
    const fields = changesOf(LESSON_FIELDS, old, row)
    return fields.length + parts.length === 0 ? [] : [{ ...facts, kind: 'changed', fields }]
  })
  const gone = [...before]
    .filter(([id]) => !after.has(id))
    .map(([id, { title, type }]): LessonChangeView => ({
      ...{ id, title, type, kind: 'removed' },
      ...{ fields: [], parts: [] },
    }))
  return [...views, ...gone]
}

function toPartDetail({ changes, ...part }: PartDifference): PartDetail {
  return {
    ...part,
    fields: changes.map(({ field, before, after, isCode }) =>
      isCode
        ? { field, isCode, pieces: wholePieces(before, after) }
        : { field, pieces: piecesOf(before, after) },
    ),
  }
}

function changesOf(fields: readonly string[], before: object, after: object): DetailChange[] {
  return fields.flatMap((field) => {
    const [old, present] = [before, after].map((row) => wordsOf((row as Record<string, unknown>)[field]))
    return old === present ? [] : [{ field, pieces: piecesOf(old ?? '', present ?? '') }]
  })
}

/** What stands in a field, as text that people can compare. */
function wordsOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(wordsOf).join('\n')
  if (value instanceof Date) return value.toISOString()
  if (typeof value !== 'object') return String(value)
  const { url, amount, currency, durationSeconds, mayMarkByHand } = value as Record<string, unknown>
  if (typeof amount === 'number' && typeof currency === 'string') return `${amount} ${currency}`
  if (typeof url === 'string' && Object.keys(value).length <= 3) return url
  const isTrailer = typeof durationSeconds === 'number' && mayMarkByHand === undefined
  if (typeof url === 'string' && isTrailer) return trailerWords(value as TrailerRow)
  return JSON.stringify(value, null, 1)
}

type TrailerRow = {
  url: string
  durationSeconds: number
  posterUrl?: string | null
  captions?: { language: string; url?: string }[]
}

/** A trailer by its addresses, of which a file's are made from its content: another film reads otherwise. */
function trailerWords({ url, durationSeconds, posterUrl, captions = [] }: TrailerRow): string {
  return [
    url,
    formatTimecode(durationSeconds),
    ...(posterUrl ? [posterUrl] : []),
    ...captions.map((each) => `${each.language} ${each.url ?? ''}`.trim()),
  ].join('\n')
}

/** How one text becomes another: by words where they are short, else by lines, with little around each change. */
export function piecesOf(before: string, after: string): Piece[] {
  const isShort = before.length + after.length < 600
  const changes = isShort
    ? diffWordsWithSpace(before, after)
    : diffLines(before, after, { maxEditLength: MAX_EDITS })
  if (changes === undefined) return wholePieces(before, after)
  const pieces = changes.map(({ value, added, removed }): Piece => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }))
  return isShort ? pieces : pieces.map((piece, index) => shortened(piece, index, pieces.length))
}

function wholePieces(before: string, after: string): Piece[] {
  const pieces = [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ] as const
  return pieces.filter(({ text }) => text !== '')
}

function shortened(piece: Piece, index: number, count: number): Piece {
  const lines = piece.text.split('\n')
  if (piece.kind !== 'same' || lines.length <= 2 * CONTEXT_LINES + 2) return piece
  const head = index === 0 ? [] : lines.slice(0, CONTEXT_LINES)
  const tail = index === count - 1 ? [] : lines.slice(-CONTEXT_LINES - 1)
  return { kind: 'same', text: [...head, '⋯', ...tail].join('\n') }
}
