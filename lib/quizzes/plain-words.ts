/** Code in ticks, a formula of its own in two dollars, one within a line: money has a space or a digit behind its sign. */
const CODE_OR_FORMULA =
  /(?<![\\`])(`+)([^`](?:[\s\S]*?[^`])?)\1(?!`)|(?<!\\)\$\$([^$]+)\$\$|(?<![\\$])\$([^$\s](?:[^$]*[^$\s])?)\$(?!\d)/g
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: ' ' }

/**
 * The words of a short Markdown text, for what can show no more than words: the rows of a list to choose from, titles,
 * and names for those who hear the page. A picture is what it shows; code and formulas are as they were written.
 */
export function plainWords(markdown: string): string {
  const verbatim: string[] = []
  return withoutMarks(
    markdown
      .replace(/(?<!\\)!?\[((?:\\.|[^\\\]])*)\]\([^)]*\)/g, '$1')
      .replace(CODE_OR_FORMULA, (_all: string, ...groups: (string | undefined)[]) => {
        const [, code, alone, within] = groups
        verbatim.push(code ?? alone ?? within ?? '')
        return PLACE
      }),
  )
    .replaceAll(PLACE, () => verbatim.shift() ?? '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Of Unicode's private use: no text that people write holds it. */
const PLACE = '\uE000'

function withoutMarks(text: string): string {
  return text
    .replace(/(?<!\\)<\/?[a-z!][^>]*>/gi, '')
    .replace(/^ {0,3}(?:#{1,6}|>|[-+*])\s+/gm, '')
    .replace(/(?<![\\\s])\*+|(?<!\\)\*+(?!\s)|(?<![\\\p{L}\p{N}])_+|(?<!\\)_+(?![\p{L}\p{N}])/gu, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/&#(\d{1,7});/g, (_all, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replace(/&(lt|gt|amp|quot|nbsp);/g, (all, name: string) => NAMED[name] ?? all)
}

/** Whether a list that holds words alone would lose something of a text: a picture, or the look of a formula. */
export function needsShowing(markdown: string): boolean {
  return /!\[|<img\b|(?<!\\)\$[^$]*\$/i.test(markdown)
}

/** Words as Markdown that shows them letter by letter. */
export function literal(text: string): string {
  return text.replace(/[\\`*_[\]~$<>&#!|+.()-]/g, '\\$&')
}

/** A prompt with its gaps shown by number, for where the fields stand below it. */
export function withNumberedGaps(prompt: string, gapIds: readonly string[]): string {
  return gapIds.reduce(
    (text, id, index) => text.replace(`[[gap:${id}]]`, `**\\[${index + 1}\\]**\u00a0\\_\\_\\_\\_`),
    prompt,
  )
}
