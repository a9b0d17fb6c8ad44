import { parseDocument, LineCounter } from 'yaml'
import { z } from 'zod'
import { LANGUAGE_CODES } from '@/lib/utils/languages'
import { SLUG_PATTERN } from '@/lib/utils/slug'
import { COURSE_LANGUAGES, COURSE_LEVELS, COURSE_LIMITS, LESSON_LIMITS, LESSON_TYPES } from '../constants'
import type { Losses } from './losses'

const text = (most: number) =>
  z
    .union([z.string(), z.number()])
    .transform((value) => String(value).trim())
    .pipe(z.string().min(1).max(most))
const list = (most: number) => z.array(text(most)).max(COURSE_LIMITS.listEntries)
const day = z.iso.date()
/** An address of another site, or a file of the folder. */
const link = z.url({ protocol: /^https$/ }).max(LESSON_LIMITS.urlLength)
const fileOrLink = z.union([link, text(500).refine((value) => !/^[a-z][a-z0-9+.-]*:/i.test(value))])
const language = z.string().transform((given, context) => {
  const found = LANGUAGE_CODES.find((code) => code.toLowerCase() === given.toLowerCase())
  if (found !== undefined) return found
  context.addIssue({ code: 'custom', message: `unknown language ${given}` })
  return z.NEVER
})
const captions = z
  .record(language, text(500))
  .refine((files) => Object.keys(files).length <= LESSON_LIMITS.captionLanguages)
/** When the lesson opens; exactly one of the three. */
const release = z.union([
  z.strictObject({ afterDays: z.int().min(0).max(LESSON_LIMITS.releaseDays) }),
  z.strictObject({ onDate: day }),
  z.strictObject({ afterLesson: text(500) }),
])
const oneOf = <T extends string>(values: readonly T[]) =>
  z.string().transform((given, context) => {
    const found = values.find((value) => value.toLowerCase() === given.trim().toLowerCase())
    if (found !== undefined) return found
    context.addIssue({ code: 'custom', message: `one of ${values.join(', ')}` })
    return z.NEVER
  })

/** What belongs to a domain above courses: it reads it itself. */
const part = z.record(z.string(), z.unknown())

/** What stands before the text of each kind of file; docs/course-format.md says it for people. */
export const COURSE_FIELDS = {
  title: text(COURSE_LIMITS.titleLength),
  subtitle: text(COURSE_LIMITS.subtitleLength),
  slug: z.string().max(COURSE_LIMITS.slugLength).regex(SLUG_PATTERN),
  category: text(60),
  tags: z.array(text(COURSE_LIMITS.tagLength)).max(COURSE_LIMITS.tags),
  level: oneOf(COURSE_LEVELS),
  language: oneOf(COURSE_LANGUAGES),
  price: z.union([
    z.literal('free').transform(() => ({ amount: 0, currency: 'EUR' })),
    z.literal(0).transform(() => ({ amount: 0, currency: 'EUR' })),
    z.object({ amount: z.int().min(0), currency: z.string().regex(/^[A-Z]{3}$/) }),
  ]),
  outcomes: list(COURSE_LIMITS.listEntryLength),
  requirements: list(COURSE_LIMITS.listEntryLength),
  instructor: text(60),
  thumbnail: text(500),
  startDate: day,
  endDate: day,
  timeZone: text(64),
  /** A short film about the course, which anybody may see. */
  trailer: z.union([
    fileOrLink.transform((video) => ({ video, poster: undefined, captions: undefined })),
    z.strictObject({ video: fileOrLink, poster: text(500).optional(), captions: captions.optional() }),
  ]),
  /** How the total of the course is made. */
  grades: part,
}
export const MODULE_FIELDS = {
  title: text(COURSE_LIMITS.titleLength),
  description: text(COURSE_LIMITS.descriptionLength),
}

export const LESSON_FIELDS = {
  title: text(LESSON_LIMITS.titleLength),
  /** Written by the export where the path alone would not say which lesson it is. */
  key: text(1_000),
  description: text(LESSON_LIMITS.descriptionLength),
  type: oneOf(LESSON_TYPES),
  durationMinutes: z.int().min(0).max(LESSON_LIMITS.minutes),
  isPreview: z.boolean(),
  required: z.boolean(),
  video: fileOrLink,
  poster: text(500),
  captions,
  markByHand: z.boolean(),
  file: text(500),
  embed: link,
  /** The settings, or the file of the questions alone. */
  quiz: z.union([part, text(500).transform((questions) => ({ questions }))]),
  assignment: part,
  release,
}

type Fields = Record<string, z.ZodType>
type Values<T extends Fields> = { [Name in keyof T]?: z.output<T[Name]> }
export type FrontMatter<T extends Fields> = {
  values: Values<T>
  body: string
  bodyLine: number
  /** Where each field stands. */
  lines: Readonly<Record<string, number>>
}

/** Ends at a line of its own: what stands between may hold dashes too. */
const FENCE = /^﻿?---[ \t]*\n(?:([\s\S]*?)\n)?---[ \t]*(?:\n|$)/

/**
 * Splits a file into what its front matter says and its text. A field that is unknown or does not fit is reported and
 * left out; the others still count.
 */
export function readFrontMatter<T extends Fields>(
  file: { path: string; text: string },
  fields: T,
  losses: Losses,
): FrontMatter<T> {
  const fence = FENCE.exec(file.text)
  if (fence === null) return { values: {}, body: file.text.replace(/^﻿/, ''), bodyLine: 1, lines: {} }
  const bodyLine = (fence[0].match(/\n/g)?.length ?? 0) + 1
  const body = file.text.slice(fence[0].length)
  const yaml = fence[1] ?? ''
  const values = readFields(file.path, yaml, { fields, losses })
  const lines = Object.fromEntries(Object.keys(values).map((name) => [name, lineOf(yaml, name)]))
  return { values, body, bodyLine, lines }
}

function readFields<T extends Fields>(
  file: string,
  yaml: string,
  { fields, losses }: { fields: T; losses: Losses },
): Values<T> {
  const lines = new LineCounter()
  // No merge keys, anchors expanded a few times at most: a front matter is no program.
  const document = parseDocument(yaml, { lineCounter: lines, merge: false })
  for (const error of document.errors) {
    losses.add('badFrontMatter', file, { line: lines.linePos(error.pos[0]).line + 1, detail: error.code })
  }
  const given = document.errors.length > 0 ? {} : toValue(document)
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    if (given !== null && given !== undefined)
      losses.add('badFrontMatter', file, { line: 2, detail: 'no map' })
    return {}
  }
  const values: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(given)) {
    const line = lineOf(yaml, name)
    const schema = Object.hasOwn(fields, name) ? fields[name] : undefined
    const parsed = schema?.safeParse(value)
    if (value === null) continue
    if (parsed === undefined) losses.add('unknownField', file, { line, detail: name })
    else if (parsed.success) values[name] = parsed.data
    else losses.add('badField', file, { line, detail: `${name}: ${parsed.error.issues[0]?.message ?? ''}` })
  }
  return values as Values<T>
}

/** Aliases that unfold to a forest make `toJS` throw: such a front matter says nothing. */
function toValue(document: { toJS(options: { maxAliasCount: number }): unknown }): unknown {
  try {
    return document.toJS({ maxAliasCount: 10 })
  } catch {
    return 'no map'
  }
}

function lineOf(yaml: string, name: string): number {
  const index = yaml.split('\n').findIndex((line) => line.startsWith(`${name}:`))
  return index + 2
}
