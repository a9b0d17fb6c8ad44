import 'server-only'
import { shapeText, type ShapedText, type ShapeOptions } from '@/lib/platform/typeset/shape-text'
import { formatDay } from '@/lib/utils/dates'
import { sheetWordsOf } from './sheet-words'

/** Everything that is printed. The same facts make the same sheet. */
export type SheetFacts = {
  holderName: string
  courseTitle: string
  instructorNames: readonly string[]
  /** The course's, BCP 47. */
  language: string
  academyName: string
  /** `YYYY-MM-DD` */
  completedOn: string
  serial: string
  /** The public page. */
  address: string
}

export type SheetRole = 'H1' | 'H2' | 'P'
export type SheetColour = 'ink' | 'muted' | 'accent'
/** `x` and `y`: the left end and the first baseline, in points from the top left. */
export type SheetText = {
  role: SheetRole
  shaped: ShapedText
  sizePx: number
  language: string
  colour: SheetColour
  x: number
  y: number
}

/** A4, landscape, in points. */
export const SHEET = { width: 841.89, height: 595.28, margin: 56, qrSize: 88 } as const
/** Where the facts at the foot begin: the hairline above them. */
export const FOOT_Y = 446

const TEXT_WIDTH = 590
const TEACHERS_WIDTH = 220
const STATEMENT_TOP = 118
const STATEMENT_BOTTOM = FOOT_Y - 22

type Fitting = Omit<ShapeOptions, 'sizePx'> & { steps: readonly (readonly [sizePx: number, lines: number])[] }

/** Sizes to be tried, largest first, each with the lines it may take. */
const NAME_STEPS = [[44, 1], [38, 1], [33, 1], [30, 2], [26, 2], [22, 3], [18, 4]] as const // prettier-ignore
const COURSE_STEPS = [[25, 1], [25, 2], [22, 2], [18, 3], [15, 4]] as const // prettier-ignore
const FACT_STEPS = [[12.5, 1], [12.5, 2], [10.5, 3], [9, 4], [8, 4]] as const // prettier-ignore

/** Places every word of a certificate. */
export function layOutSheet(facts: SheetFacts): SheetText[] {
  return [...statementOf(facts), ...footOf(facts), headOf(facts)]
}

function headOf({ academyName }: SheetFacts): SheetText {
  const text = fit(academyName, { steps: [[15, 1], [12, 1]], weight: 600, maxWidth: TEXT_WIDTH - 48 }) // prettier-ignore
  return { ...text, role: 'P', language: 'en', colour: 'ink', x: SHEET.margin + 42, y: 71 }
}

/** Title, name and course under one another, in the middle of the room between head and foot. */
function statementOf(facts: SheetFacts): SheetText[] {
  const { language, words } = sheetWordsOf(facts.language)
  const wide = { maxWidth: TEXT_WIDTH, isBalanced: true, lineHeight: 1.22 }
  const small = (text: string) => ({
    ...fit(text, { steps: [[13, 2]], language, maxWidth: TEXT_WIDTH }),
    role: 'P' as const,
    language,
    colour: 'muted' as const,
  })
  const name = printable(facts.holderName, facts.language, words.nameElsewhere)
  const course = printable(facts.courseTitle, facts.language, words.titleElsewhere)
  const title = fit(words.title, { steps: [[19, 1], [16, 2]], weight: 600, language, maxWidth: TEXT_WIDTH }) // prettier-ignore
  const rows = [
    { gap: 0, text: { ...title, role: 'H1' as const, language, colour: 'accent' as const } },
    { gap: 28, text: words.before === '' ? null : small(words.before) },
    {
      gap: words.before === '' ? 30 : 12,
      text: {
        ...fit(name, { ...wide, steps: NAME_STEPS, weight: 600, language: facts.language }),
        role: 'H2' as const,
        language: facts.language,
        colour: 'ink' as const,
      },
    },
    { gap: 18, text: small(words.between) },
    {
      gap: 12,
      text: {
        ...fit(course, { ...wide, steps: COURSE_STEPS, weight: 600, language: facts.language }),
        role: 'H2' as const,
        language: facts.language,
        colour: 'ink' as const,
      },
    },
  ].flatMap(({ gap, text }) => (text === null ? [] : [{ gap, text }]))
  return stack(rows)
}

type Fitted = { shaped: ShapedText; sizePx: number }
type Row = { gap: number; text: Omit<SheetText, 'x' | 'y'> }

function stack(rows: readonly Row[]): SheetText[] {
  const height = rows.reduce((sum, { gap, text }) => sum + gap + heightOf(text), 0)
  const room = STATEMENT_BOTTOM - STATEMENT_TOP
  let top = STATEMENT_TOP + Math.max(0, (room - height) / 2)
  return rows.map(({ gap, text }) => {
    top += gap
    const y = top + capOf(text)
    top += heightOf(text)
    return { ...text, x: SHEET.margin, y }
  })
}

/** Fonts say very different heights of themselves, so rows are set by the size alone. */
const capOf = ({ sizePx }: Fitted) => sizePx * 0.86
const heightOf = ({ sizePx, shaped }: Fitted) => sizePx * 1.1 + (shaped.lines.at(-1)?.y ?? 0)

function footOf(facts: SheetFacts): SheetText[] {
  const { language, words } = sheetWordsOf(facts.language)
  const day = formatDay(new Date(`${facts.completedOn}T00:00:00Z`), { locale: language, timeZone: 'UTC' })
  const isOne = facts.instructorNames.length === 1
  const teachers = {
    label: isOne ? words.instructor : words.instructors,
    value: printable(namesOf(facts.instructorNames, language), facts.language, ''),
    valueLanguage: facts.language,
  }
  const facts3 = [
    { label: words.completedOn, value: day, valueLanguage: language, width: 150 },
    ...(teachers.value === '' ? [] : [{ ...teachers, width: TEACHERS_WIDTH }]),
    { label: words.serial, value: facts.serial, valueLanguage: 'en', width: 165 },
  ]
  let x: number = SHEET.margin
  const columns = facts3.flatMap((fact) => {
    const texts = factOf(fact, { language, x })
    x += fact.width + 24
    return texts
  })
  return [...columns, ...addressOf(facts, { language, words })]
}

type Fact = { label: string; value: string; valueLanguage: string; width: number }

function factOf(
  { label, value, valueLanguage, width }: Fact,
  at: { language: string; x: number },
): SheetText[] {
  const { language, x } = at
  return [
    { ...fit(label, { steps: [[9.5, 1]], language }), role: 'P', language, colour: 'muted', x, y: FOOT_Y + 26 },
    {
      ...fit(value, { steps: FACT_STEPS, weight: 600, language: valueLanguage, maxWidth: width, lineHeight: 1.3 }),
      role: 'P',
      language: valueLanguage,
      colour: 'ink',
      x,
      y: FOOT_Y + 46,
    },
  ] // prettier-ignore
}

function addressOf(
  { address }: SheetFacts,
  { language, words }: ReturnType<typeof sheetWordsOf>,
): SheetText[] {
  const shown = address.replace(/^https?:\/\//, '')
  const label = fit(words.check, { steps: [[9.5, 1]], language })
  const value = fit(shown, { steps: [[9.5, 1], [8, 1], [8, 2]], maxWidth: TEXT_WIDTH - label.shaped.width - 6 }) // prettier-ignore
  const y = SHEET.height - 44
  const x = SHEET.margin
  return [
    { ...label, role: 'P', language, colour: 'muted', x, y },
    { ...value, role: 'P', language: 'en', colour: 'ink', x: x + label.shaped.width + 6, y },
  ]
}

/** As many names as have room in the column, and how many more there are. */
function namesOf(names: readonly string[], language: string): string {
  const format = new Intl.ListFormat(language, { type: 'unit' })
  for (let shown = names.length; shown > 1; shown -= 1) {
    const more = names.length - shown
    const text = format.format([...names.slice(0, shown), ...(more > 0 ? [`+${more}`] : [])])
    const [sizePx, lines] = FACT_STEPS[FACT_STEPS.length - 1] ?? [8, 4]
    if (shapeText(text, { sizePx, language, weight: 600, maxWidth: TEACHERS_WIDTH }).lines.length <= lines)
      return text
  }
  return format.format([...names.slice(0, 1), ...(names.length > 1 ? [`+${names.length - 1}`] : [])])
}

/** The text, or `instead` when nothing of it can be drawn. */
function printable(text: string, language: string, instead: string): string {
  return isPrintable(text, language) ? text : instead
}

/** Whether our fonts can draw at least a letter of it. */
export function isPrintable(text: string, language: string): boolean {
  const { lines } = shapeText(text, { sizePx: 10, language })
  return /[\p{L}\p{N}]/u.test(lines.map((line) => line.text).join(''))
}

/** The largest size at which the text keeps to its lines; the smallest one in any case. */
function fit(text: string, { steps, ...options }: Fitting): Fitted {
  const tried = steps.map(([sizePx, lines]) => ({ sizePx, lines }))
  let last: Fitted | undefined
  for (const { sizePx, lines } of tried) {
    const shaped = shapeText(text, { ...options, sizePx })
    last = { shaped, sizePx }
    if (shaped.lines.length <= lines && shaped.width <= (options.maxWidth ?? Infinity)) return last
  }
  if (last === undefined) throw new RangeError('A text needs at least one size.')
  return last
}
