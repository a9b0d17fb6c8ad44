/** The catalogue's `errors` as code → sentence: all that belong to no domain, and those of the named ones. */
export function textsByCode(errors: object, domains: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).flatMap(([key, value]: [string, unknown]) => {
      if (typeof value === 'string') return [[key, value]]
      if (!domains.includes(key) || typeof value !== 'object' || value === null) return []
      return Object.entries(value).flatMap(([reason, text]: [string, unknown]) =>
        typeof text === 'string' ? [[`${key}.${reason}`, text]] : [],
      )
    }),
  )
}
