import { toString } from 'mdast-util-to-string'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import type { Heading, Root } from 'mdast'

const WORDS_A_MINUTE = 200
/** Scripts that put no space between words are counted by the letter. */
const LETTERS_A_MINUTE = 500

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkMath)

export function parseMarkdown(text: string): Root {
  return parser.parse(text)
}

/** The words of the first heading, or null. */
export function firstHeading(text: string): string | null {
  const heading = parseMarkdown(text).children.find((node): node is Heading => node.type === 'heading')
  const words = heading === undefined ? '' : toString(heading).trim()
  return words === '' ? null : words
}

/** The text without a first line that only repeats the title, because the page shows the title itself. */
export function withoutTitle(text: string, title: string): string {
  const [first] = parseMarkdown(text).children
  const repeats = first?.type === 'heading' && sameWords(toString(first), title)
  const end = first?.position?.end.offset
  return repeats && end !== undefined ? text.slice(end).replace(/^\n+/, '') : text
}

/** The words alone. */
export function plainText(text: string): string {
  return parseMarkdown(text)
    .children.map((node) => toString(node))
    .join('\n')
    .trim()
}

/** At least one minute. */
export function minutesToRead(text: string): number {
  const plain = plainText(text)
  const letters =
    plain.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0
  const words = plain.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  return Math.max(1, Math.round(words / WORDS_A_MINUTE + letters / LETTERS_A_MINUTE))
}

function sameWords(one: string, other: string): boolean {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
  return plain(one) === plain(other)
}
