import { setImmediate as others } from 'node:timers/promises'
import { z } from 'zod'
import { readGiftBlock } from '../import/gift'
import { giftBlocks, type GiftBlock } from '../import/gift-block'
import { importLine, type ImportCode, type NewId } from '../import/report'
import { Question } from '../schema/question'
import { differencesOf, sumOf, withDifferences, type Differences } from './exact'
import { toGiftLine } from './stand-in'

/** Begins the comment that says of a question what GIFT cannot; docs/course-format.md says it for people. */
const COMMENT = '// academy: '
/** Nothing of these stands in GIFT, so they hold for a question whose text was changed, too. */
const RULES = [
  'id',
  'points',
  'isPartial',
  'caseMatters',
  'accentsMatter',
  'units',
  'isUnitRequired',
] as const

const Comment = z.strictObject({
  ...Object.fromEntries(RULES.map((name) => [name, z.unknown().optional()])),
  /** Holds for the line of GIFT alone whose sum is `of`: ids of parts, texts that the format changes, other types. */
  exact: z.looseObject({ of: z.string() }).optional(),
})

/** What a file said that was not taken, or not as it stood there, by its line. */
export type FileLine = { line: number; code: FileCode; detail: string; isTaken: boolean }
type FileCode = ImportCode | 'changedByHand' | 'badComment'
export type FiledQuestion = { line: number; question: Question }
type FiledQuestions = { questions: FiledQuestion[]; lines: FileLine[] }

/**
 * Questions as a GIFT file that `readGiftFile` takes back as exactly the same ones, ids included. To other programs it is
 * a file of questions with comments. A question takes milliseconds, so others get their turn after each.
 */
export async function writeGiftFile(questions: readonly Question[]): Promise<string> {
  const blocks: string[] = []
  for (const question of questions) {
    blocks.push(toBlock(question))
    await others()
  }
  return blocks.join('\n')
}

function toBlock(question: Question): string {
  // Half of a letter becomes a mark in a file; what is compared has to be what will be read.
  const text = Buffer.from(toGiftLine(question)).toString()
  const [block] = giftBlocks(text)
  const read = block === undefined ? null : readGiftBlock(block, countedIds()).question
  const differences =
    read?.type === question.type ? differencesOf(read, question) : { ...rulesOf(question), '': question }
  return `${toComment(differences, block?.text ?? '')}\n${text}\n`
}

/** Never those that a reader makes, so that every id is said. */
function countedIds(): NewId {
  let count = 0
  return () => `unnamed${(count += 1)}`
}

function rulesOf(question: Question): Differences {
  return Object.fromEntries(Object.entries(question).filter(([name]) => isRule(name)))
}

function toComment(differences: Differences, text: string): string {
  const said = Object.entries(differences)
  const rules = Object.fromEntries(said.filter(([path]) => isRule(path)))
  const exact = Object.fromEntries(said.filter(([path]) => !isRule(path)))
  const isExact = Object.keys(exact).length > 0
  const json = JSON.stringify(isExact ? { ...rules, exact: { of: sumOf(text), ...exact } } : rules)
  // Other programs look for tags and ids in comments.
  return COMMENT + json.replace(/\[(?=(?:tag|id):)/g, '\\u005b')
}

function isRule(path: string): boolean {
  return (RULES as readonly string[]).includes(path)
}

/**
 * The questions of a GIFT file, of ours or of anybody, at most `most`. A question whose text was changed by hand is taken
 * as it stands, with the rules of its comment; whatever else was said of it is reported.
 */
export async function readGiftFile(
  source: string,
  { newId, most }: { newId: NewId; most: number },
): Promise<FiledQuestions> {
  const found: FiledQuestions = { questions: [], lines: [] }
  let category: string[] = []
  // Broken blocks cost time too: a file of nothing else is not read to its end.
  let seen = 0
  for (const block of giftBlocks(source)) {
    const named = /^\s*\$CATEGORY:\s*(.+)$/.exec(block.text)
    if (named !== null) {
      category = [named[1]?.split('/').at(-1)?.trim() ?? ''].filter((name) => name !== '')
      continue
    }
    if (found.questions.length >= most || (seen += 1) > 2 * most) {
      found.lines.push(importLine(block.line, 'tooMany'))
      break
    }
    const taken = takeBlock({ ...block, tags: [...category, ...block.tags] }, newId)
    await others()
    if (taken.question !== null) found.questions.push({ line: block.line, question: taken.question })
    found.lines.push(...taken.lines)
  }
  return found
}

type Taken = { question: Question | null; lines: FileLine[] }

function takeBlock(block: GiftBlock, newId: NewId): Taken {
  const said = commentOf(block)
  const read = readGiftBlock(block, newId)
  if (said === undefined) return read
  if (said === null) return { ...read, lines: [...read.lines, fault(block, 'badComment')] }
  const { exact, ...rules } = said
  const { of, ...parts } = exact ?? { of: sumOf(block.text) }
  const isUnchanged = of === sumOf(block.text)
  if (read.question === null && !isUnchanged) return read
  const whole = withDifferences(read.question, { ...(isUnchanged && parts), ...rules })
  const question = Question.safeParse(whole)
  if (!question.success) {
    const reason = read.question === null ? read.lines : [fault(block, 'badQuestion', false)]
    return { question: null, lines: reason }
  }
  return {
    question: question.data,
    lines: isUnchanged ? [] : [...read.lines, fault(block, 'changedByHand')],
  }
}

function fault({ line, text }: GiftBlock, code: FileCode, isTaken = true): FileLine {
  return { ...importLine(line, 'badQuestion', { detail: text, isTaken }), code }
}

/** What the comment over a question says; undefined where there is none, null where it cannot be read. */
function commentOf({ comments }: GiftBlock): z.output<typeof Comment> | null | undefined {
  const written = comments.find((text) => text.startsWith(COMMENT))
  if (written === undefined) return undefined
  try {
    return Comment.parse(JSON.parse(written.slice(COMMENT.length)))
  } catch {
    // Neither JSON nor what we write: the question below it still is one.
    return null
  }
}
