/** One question's lines of a GIFT file, ready for the parser. */
export type GiftBlock = { line: number; text: string; tags: string[]; hasId: boolean; comments: string[] }

/** Stands before the answers where text follows them: the gap of a “missing word”. */
export const GAP_MARK = '\uE000'

/**
 * A file in blocks between blank lines. Lines of comment go, wherever they stand; their tags are kept. The format's own
 * documentation allows no blank line within a question, so what is wrong in one block is lost alone.
 */
export function giftBlocks(source: string): GiftBlock[] {
  const blocks: GiftBlock[] = []
  let lines: { line: number; text: string }[] = []
  const close = () => {
    if (lines.length > 0) blocks.push(toBlock(lines))
    lines = []
  }
  source.split(/\r\n?|\n/).forEach((text, index) => {
    if (text.trim() === '') close()
    else lines.push({ line: index + 1, text })
  })
  close()
  return blocks.filter(({ text }) => text !== '')
}

const isComment = (text: string) => text.trimStart().startsWith('//')

function toBlock(lines: readonly { line: number; text: string }[]): GiftBlock {
  const comments = lines.filter(({ text }) => isComment(text)).map(({ text }) => text)
  const written = lines.filter(({ text }) => !isComment(text))
  return {
    line: written[0]?.line ?? 1,
    text: written.map(({ text }) => text).join('\n'),
    tags: comments.flatMap((text) =>
      [...text.matchAll(/\[tag:([^\]]+)\]/g)].map(([, tag = '']) => tag.trim()),
    ),
    hasId: comments.some((text) => /\[id:[^\]]+\]/.test(text)),
    comments,
  }
}

/** Null where there are no answers: a text that asks nothing. */
type Parts = { title: string; before: string; answers: string | null; after: string }

/** A block's parts as they stand there; undefined where a brace is not closed, or there are several. */
export function giftParts(text: string): Parts | undefined {
  const [title = ''] = /^\s*::(?:\\.|(?!::)[\s\S])*::/.exec(text) ?? []
  const rest = text.slice(title.length)
  const braces = [...rest.matchAll(/\\[\s\S]|[{}]/g)].filter(([found]) => found.length === 1)
  if (braces.length === 0) return { title, before: rest, answers: null, after: '' }
  const [open, close, ...more] = braces
  if (open?.[0] !== '{' || close?.[0] !== '}' || more.length > 0) return undefined
  return {
    title,
    before: rest.slice(0, open.index),
    answers: rest.slice(open.index + 1, close.index),
    after: rest.slice(close.index + 1),
  }
}

/**
 * The block as the parser takes it. It wants every special character escaped, while writers and other programs leave
 * those alone that cannot mean anything: outside of the braces all of them, inside a colon that is in no number.
 */
export function toStrictGift({ title, before, answers, after }: Parts & { answers: string }): string {
  const mark = after.trim() === '' ? '' : GAP_MARK
  return `${title}${escapeAll(before)}${mark}{${strictAnswers(answers)}}${escapeAll(after)}\n\n`
}

function escapeAll(text: string): string {
  return text.replace(/\\[\\:#={}~n]|[:#=~]/g, (found) => (found.length === 1 ? `\\${found}` : found))
}

function escapeColons(text: string): string {
  return text.replace(/\\[\\:#={}~n]|:/g, (found) => (found === ':' ? '\\:' : found))
}

function strictAnswers(answers: string): string {
  const trimmed = answers.trim()
  if (!trimmed.startsWith('#') || trimmed.startsWith('####')) return escapeColons(answers)
  const [, numbers = '', general = ''] = /^#((?:\\.|(?!####)[\s\S])*)([\s\S]*)$/.exec(trimmed) ?? []
  const choices = /^\s*[=~]/.test(numbers) ? numbers : `=${numbers}`
  return `#${choices.replace(/([=~])((?:\\.|[^=~\\])*)/g, (_all, sign: string, rest: string) => sign + strictNumber(rest))}${escapeColons(general)}`
}

/** `%50%1e3:.5 # feedback`: powers of ten and a missing nought are written out, the feedback's colons escaped. */
function strictNumber(choice: string): string {
  const end = choice.search(/(?<!\\)#/)
  const number = (end < 0 ? choice : choice.slice(0, end))
    .replace(/[+-]?(?:\d+\.?\d*|\.\d+)e[+-]?\d+/gi, (power) => String(Number(power)))
    .replace(/(?<![\d.])\.(?=\d)/g, '0.')
    .trim()
  return end < 0 ? `${number} ` : `${number} ${escapeColons(choice.slice(end))}`
}
