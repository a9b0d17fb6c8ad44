/** How a text of a GIFT file is written. */
export type TextFormat = 'moodle' | 'html' | 'markdown' | 'plain'

const FORMULA = /(\$\$[\s\S]+?\$\$|\\\([\s\S]+?\\\)|\\\[[\s\S]+?\\\])/
const TAG = /(<\/?[a-z][^>]*>|<!--[\s\S]*?-->)/i

/**
 * A text as Markdown that shows the same. HTML stays: whoever renders Markdown here sanitises it. In a text with tags
 * characters are named by entities, because a backslash is shown inside a block of HTML.
 */
export function toMarkdown({ format, text }: { format: TextFormat; text: string }): string {
  if (format === 'markdown') return text
  if (format === 'plain') return escapeText(text.replace(/&/g, '&amp;').replace(/</g, '&lt;'), '\\')
  const hasTags = TAG.test(text)
  return text
    .split(FORMULA)
    .map((part, index) => (index % 2 === 1 ? toFormula(part) : escapeAround(part, hasTags)))
    .join('')
}

/** A text without its tags, as short answers are compared. */
export function toPlainText({ format, text }: { format: TextFormat; text: string }): string {
  if (format === 'plain' || format === 'markdown') return text
  return text
    .replace(new RegExp(TAG.source, 'gi'), '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&nbsp;/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .trim()
}

function toFormula(part: string): string {
  if (part.startsWith('\\(')) return `$${part.slice(2, -2)}$`
  return part.startsWith('\\[') ? `$$${part.slice(2, -2)}$$` : part
}

function escapeAround(text: string, hasTags: boolean): string {
  return text
    .split(new RegExp(TAG.source, 'gi'))
    .map((part, index) => (index % 2 === 1 ? part : escapeText(part, hasTags ? '&' : '\\')))
    .join('')
}

/** What would begin emphasis, code, a link, a heading or a list. */
function escapeText(text: string, by: '\\' | '&'): string {
  const named = (character: string) => (by === '\\' ? `\\${character}` : `&#${character.charCodeAt(0)};`)
  return text
    .replace(by === '\\' ? /[\\`*_[\]~$]/g : /[`*_[\]~$]/g, named)
    .replace(/^(\s*)([#>+-])/gm, (_all, space: string, mark: string) => space + named(mark))
    .replace(/^(\s*\d{1,9})([.)])/gm, (_all, digits: string, mark: string) => digits + named(mark))
}
