/** The columns of a file with questions; those of the answers are `answer1`, `answer2` and so on. */
export const CSV_COLUMNS = [
  'type',
  'name',
  'prompt',
  'points',
  'partial',
  'explanation',
  'tags',
  'rules',
] as const
/** An answer's cell: `100% text ## feedback`. */
export type WeightedCell = { text: string; share: number; feedback: string }

const SEPARATOR = ' ## '

export function toWeighted({ text, share, feedback }: WeightedCell): string {
  return `${share}% ${text}${feedback === '' ? '' : SEPARATOR + feedback}`
}

/** A star before the text is 100%; where nothing says a share it is `without`. Null where it is no number up to 100. */
export function fromWeighted(cell: string, without: number): WeightedCell | null {
  const [, percent, star, rest = ''] = /^(?:(\d{1,3}(?:\.\d+)?)%\s+|(\*)\s*)?([\s\S]*)$/.exec(cell) ?? []
  const share = star === undefined ? Number(percent ?? without) : 100
  const at = rest.indexOf(SEPARATOR)
  const [text, feedback] = at < 0 ? [rest, ''] : [rest.slice(0, at), rest.slice(at + SEPARATOR.length)]
  return share > 100 ? null : { text: text.trim(), share, feedback: feedback.trim() }
}

/** Words of the `rules` column, `;` between them: `case`, `accents`, `unit required`, `units km|kilometres`. */
export function readRules(cell: string): Map<string, string> {
  const rules = cell.split(';').map((rule) => rule.trim())
  return new Map(
    rules.flatMap((rule) => {
      const [, name, value = ''] = /^(case|accents ignored|unit required|units)(?:\s+(.+))?$/.exec(rule) ?? []
      return name === undefined ? [] : [[name, value]]
    }),
  )
}
