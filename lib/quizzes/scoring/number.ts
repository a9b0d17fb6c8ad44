type Measured = { value: number; unit: string }

const PLAIN = /^([+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d{1,3})?)(.*)$/i
const GROUPED = /^([+-]?\d{1,3}(?:([.,])\d{3})+(?:[.,]\d+)?)(.*)$/

/**
 * What somebody may have meant by a number they wrote. Comma and point are both read as the decimal sign; where groups of
 * three digits make another reading possible (“1,234”), it is a second one. Spaces between digits are left out. Nothing
 * where it is no number.
 */
export function readNumber(text: string): Measured[] {
  const written = text
    .normalize('NFKC')
    .replace(/[−–]/g, '-')
    .trim()
    .replace(/(?<=\d)[\s'’](?=\d)/gu, '')
    .replace(/^([+-])\s+/, '$1')
  return [readPlain(written), readGrouped(written)].filter((reading) => reading !== null)
}

function readPlain(written: string): Measured | null {
  const [, digits = '', unit = ''] = PLAIN.exec(written) ?? []
  return digits === '' || /^[\d.,]/.test(unit) ? null : measured(digits.replace(',', '.'), unit)
}

function readGrouped(written: string): Measured | null {
  const [, digits = '', group = '', unit = ''] = GROUPED.exec(written) ?? []
  if (digits === '' || /^[\d.,]/.test(unit)) return null
  return measured(digits.replaceAll(group, '').replace(',', '.'), unit)
}

function measured(digits: string, unit: string): Measured | null {
  const value = Number(digits)
  return Number.isFinite(value) ? { value, unit: unit.trim() } : null
}

type Accepted = { value: number; tolerance: number; toleranceKind: 'absolute' | 'percent' }

/** Numbers are held in binary: 0.1 + 0.2 must be 0.3, so a hair's breadth more is allowed. */
const HAIR = 1e-9

/** Whether a number is as near to the accepted one as it must be, both ends included. */
export function isNear(value: number, { value: right, tolerance, toleranceKind }: Accepted): boolean {
  const allowed = toleranceKind === 'absolute' ? tolerance : (Math.abs(right) * tolerance) / 100
  return Math.abs(value - right) <= allowed + HAIR * Math.max(Math.abs(right), Math.abs(allowed), 1e-300)
}
