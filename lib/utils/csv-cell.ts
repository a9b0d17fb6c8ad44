/** Spreadsheets take such a cell for a formula and run it; they skip blanks, tabs and line breaks before they look. */
const FORMULA = /^\s*[=+\-@]/

/**
 * A value as a cell of CSV (RFC 4180): a number as it is, nothing for null, and a text that a spreadsheet would take for a
 * formula behind an apostrophe.
 */
export function toCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The text of a cell that `toCell` may have written. */
export function fromCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell
}
