/**
 * The words of a short Markdown text, for what can show no more than words: the rows of a list to choose from, and names
 * for those who hear the page.
 */
export function plainWords(markdown: string): string {
  return markdown
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]*>/g, '')
    .replace(/(?<!\\)[*_`]+/g, '')
    .replace(/\\([\\`*_[\]~$#>+.)(-])/g, '$1')
    .replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim()
}

/** A prompt with its gaps shown by number, for where the fields stand below it. */
export function withNumberedGaps(prompt: string, gapIds: readonly string[]): string {
  return gapIds.reduce(
    (text, id, index) => text.replace(`[[gap:${id}]]`, `**\\[${index + 1}\\]**\u00a0\\_\\_\\_\\_`),
    prompt,
  )
}
