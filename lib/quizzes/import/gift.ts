import { parse, type GIFTQuestion } from 'gift-pegjs'
import { QUIZ_LIMITS } from '../constants'
import { Question } from '../schema/question'
import { toChoices, toMatching, toNumber, toShortText, toTrueFalse, type Made } from './gift-answers'
import { GAP_MARK, giftBlocks, giftParts, toStrictGift, type GiftBlock } from './gift-block'
import { importLine, type ImportedQuestions, type ImportLine, type NewId } from './report'
import { withShownTexts } from './shown-texts'
import { toMarkdown } from './to-markdown'

/**
 * The questions of a GIFT file (https://docs.moodle.org/en/GIFT_format), and a line of report for everything that was
 * not taken or not as it stood there. The last word of a category becomes a tag. Nothing in a file makes it throw.
 */
export function importGift(source: string, newId: NewId): ImportedQuestions {
  const questions: Question[] = []
  const lines: ImportLine[] = []
  let category: string | null = null
  for (const block of giftBlocks(source.replace(/^\uFEFF/, ''))) {
    const named = /^\s*\$CATEGORY:\s*(.+)$/.exec(block.text)
    if (named !== null) {
      category = named[1]?.split('/').at(-1)?.trim() ?? null
      continue
    }
    if (questions.length >= QUIZ_LIMITS.importQuestions) {
      lines.push(importLine(block.line, 'tooMany'))
      break
    }
    const taken = readGiftBlock({ ...block, tags: [...(category ? [category] : []), ...block.tags] }, newId)
    lines.push(...taken.lines)
    if (taken.question === null) continue
    const settled = withShownTexts(taken.question, block.line)
    lines.push(...settled.lines)
    if (settled.question !== null) questions.push(settled.question)
  }
  return { questions, lines }
}

type Taken = { question: Question | null; lines: ImportLine[] }

/** One question of a file; null where it is none, the lines say why. */
export function readGiftBlock(block: GiftBlock, newId: NewId): Taken {
  const refuse = (code: ImportLine['code'], detail = block.text): Taken => ({
    question: null,
    lines: [importLine(block.line, code, { detail })],
  })
  const parts = giftParts(block.text)
  if (parts === undefined || block.text.length > 2 * QUIZ_LIMITS.promptLength) return refuse('unreadable')
  const { answers, after } = parts
  if (answers === null) return refuse('notAQuestion')
  const parsed = parseOne(toStrictGift({ ...parts, answers }))
  if (parsed === null) return refuse('unreadable')
  if (parsed.type === 'Essay') return refuse('essay')
  const made = answersOf(parsed, newId)
  if (made?.answers == null) return refuse(made?.losses.at(-1)?.code ?? 'notAQuestion')
  const question = Question.safeParse(
    questionOf(parsed as Asked, { block, after, answers: made.answers }, newId),
  )
  if (!question.success) return refuse('badQuestion')
  const losses = [...made.losses, ...(block.hasId ? [{ code: 'idDropped' as const, detail: '' }] : [])]
  return {
    question: question.data,
    lines: losses.map(({ code, detail }) => importLine(block.line, code, { detail, isTaken: true })),
  }
}

function parseOne(text: string): GIFTQuestion | null {
  try {
    const found = parse(text)
    return found.length === 1 ? (found[0] ?? null) : null
  } catch {
    // The parser's own words name rules of its grammar; the report shows the question instead.
    return null
  }
}

/** Null for what asks nothing. */
function answersOf(parsed: GIFTQuestion, newId: NewId): Made | null {
  switch (parsed.type) {
    case 'MC':
      return toChoices(parsed, newId)
    case 'TF':
      return toTrueFalse(parsed)
    case 'Short':
      return toShortText(parsed)
    case 'Numerical':
      return toNumber(parsed)
    case 'Matching':
      return toMatching(parsed, newId)
    default:
      return null
  }
}

type Asked = Exclude<GIFTQuestion, { type: 'Category' | 'Description' }>
type Answers = Record<string, unknown>

function questionOf(
  { title, stem, globalFeedback }: Asked,
  { block, after, answers }: { block: GiftBlock; after: string; answers: Answers },
  newId: NewId,
): Answers {
  const gap = stem.text.includes(GAP_MARK) ? gapOf(answers, newId) : null
  const [left = '', right = ''] = stem.text.split(GAP_MARK)
  const textOf = (text: string) => toMarkdown({ format: stem.format, text })
  // The parser leaves a line of its own where the answers stood, and takes the space behind them.
  const following = (/^\s/.test(after) ? ' ' : '') + textOf(right.replace(/^\s*_____ ?/, ''))
  const place = gap === null ? '\\_\\_\\_\\_\\_' : `[[gap:${gap.id}]]`
  return {
    ...(gap === null ? answers : { type: 'gaps', gaps: [gap] }),
    id: newId(),
    name: (title ?? '').trim().slice(0, QUIZ_LIMITS.nameLength),
    prompt: stem.text.includes(GAP_MARK) ? textOf(left) + place + following : textOf(left),
    points: 1,
    explanation: globalFeedback === null ? '' : toMarkdown(globalFeedback),
    tags: [...new Set(block.tags.map((tag) => tag.slice(0, QUIZ_LIMITS.tagLength)))].slice(
      0,
      QUIZ_LIMITS.tags,
    ),
  }
}

/** A missing word to choose or to write is a gap in its sentence; where other answers stood, there is a line. */
function gapOf({ type, options, accepted }: Answers, newId: NewId): ({ id: string } & Answers) | null {
  if (type === 'single') return { id: newId(), kind: 'choice', options }
  return type === 'shortText' ? { id: newId(), kind: 'text', accepted } : null
}
