/** One row of the table: what was measured, the figure of product.md it stands beside, and whether it holds. */
export type Row = { what: string; measured: string; figure: string; holds: boolean | null }

/** What belongs to one section of docs/performance.md. */
export type Result = { section: string; tables: string[]; isMissed: boolean }

export function resultOf(section: string, rows: readonly Row[], others: readonly string[] = []): Result {
  return { section, tables: [table(rows), ...others], isMissed: rows.some(({ holds }) => holds === false) }
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ what, measured, figure, holds }) => `| ${what} | ${measured} | ${figure} | ${words(holds)} |`,
  )
  return ['| what | measured | to reach | |', '| --- | --- | --- | --- |', ...lines].join('\n')
}

function words(holds: boolean | null): string {
  if (holds === null) return ''
  return holds ? 'holds' : '**missed**'
}

export const rounded = (value: number, digits = 2) => value.toFixed(digits)
export const megabytes = (bytes: number) => `${Math.round(bytes / 1_048_576)} MiB`
export const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`

export function middle(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0
}
