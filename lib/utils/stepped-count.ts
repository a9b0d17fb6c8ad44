export type SteppedCount = { value: number; isExact: boolean }

/**
 * A count as it is shown where it must not change with every click: exact to 99, then 100+, 500+, 1,000+, 5,000+ …
 * A page that shows it is made anew only when the step changes.
 */
export function steppedCount(count: number): SteppedCount {
  if (count < 100) return { value: count, isExact: true }
  const power = 10 ** Math.floor(Math.log10(count))
  return { value: count >= 5 * power ? 5 * power : power, isExact: false }
}
