/**
 * The beginning of a text, of at most `limit` characters as readers count them, cut at the end of a word where the
 * script has words, with an ellipsis where something was cut.
 */
export function excerpt(text: string, limit: number): string {
  const plain = text.replace(/\s+/g, ' ').trim()
  const letters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(plain)]
  if (letters.length <= limit) return plain
  const cut = plain.slice(0, letters[limit]?.index ?? plain.length)
  const lastSpace = cut.lastIndexOf(' ')
  return `${lastSpace > cut.length / 2 ? cut.slice(0, lastSpace) : cut}…`
}
