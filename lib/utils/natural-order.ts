const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Orders names the way people do: “2-lists” before “10-loops”, upper and lower case together. */
export function naturalOrder(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}
