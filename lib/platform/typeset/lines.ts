type Breaking = {
  maxWidth?: number
  isBalanced?: boolean
  language: string
  measure: (text: string) => number
}

/** No line begins with these (closing signs, small kana, prolonged sounds), and none ends with those that open. */
const NOT_FIRST = /^[\p{Pe}\p{Pf}\p{Po}\p{Lm}\p{M}ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ〜～%％]/u
const NOT_LAST = /[\p{Ps}\p{Pi}¿¡]$/u
const BALANCING_STEPS = 7

/** The lines of a text, each as full as the width allows, or about equally full. */
export function breakLines(text: string, breaking: Breaking): string[] {
  const { maxWidth = Infinity, isBalanced = false } = breaking
  const pieces = piecesOf(text, breaking.language)
  const full = fill(pieces, maxWidth, breaking)
  if (!isBalanced || full.length < 2) return full
  let [narrow, wide, best] = [maxWidth / full.length, maxWidth, full]
  for (let step = 0; step < BALANCING_STEPS; step += 1) {
    const middle = (narrow + wide) / 2
    const lines = fill(pieces, middle, breaking)
    if (lines.length > full.length || lines.some((line) => breaking.measure(line) > middle)) narrow = middle
    else [wide, best] = [middle, lines]
  }
  return best
}

/** Words with the space that follows them, and, where a script writes none, the words that its readers see. */
function piecesOf(text: string, language: string): string[] {
  const pieces: string[] = []
  for (const { segment } of new Intl.Segmenter(language, { granularity: 'word' }).segment(text)) {
    const before = pieces.at(-1)
    const joins =
      before !== undefined &&
      (NOT_FIRST.test(segment) || NOT_LAST.test(before) || (/^\s/.test(segment) && !/\s$/.test(before)))
    const isInsideWord = before !== undefined && !/\s$/.test(before) && isSpaced(before) && isSpaced(segment)
    if (joins || isInsideWord) pieces[pieces.length - 1] = before + segment
    else pieces.push(segment)
  }
  return pieces
}

/** Whether a script parts its words by spaces, so that nothing else parts them: “O’Brien-Smith” stays whole. */
function isSpaced(piece: string): boolean {
  return !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(piece)
}

function fill(pieces: readonly string[], maxWidth: number, { measure }: Breaking): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of pieces.flatMap((each) => fitting(each, maxWidth, measure))) {
    if (line !== '' && measure((line + piece).trimEnd()) > maxWidth) {
      lines.push(line.trimEnd())
      line = piece.trimStart()
    } else line += piece
  }
  return [...lines, line.trimEnd()].filter((each, index) => each !== '' || index === 0)
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** A word wider than a line is cut between its letters. */
function fitting(piece: string, maxWidth: number, measure: (text: string) => number): string[] {
  if (measure(piece.trimEnd()) <= maxWidth) return [piece]
  const parts: string[] = ['']
  for (const { segment } of graphemes.segment(piece)) {
    const part = parts.at(-1) ?? ''
    if (part !== '' && measure(part + segment) > maxWidth) parts.push(segment)
    else parts[parts.length - 1] = part + segment
  }
  return parts
}
