/** The zones this runtime knows, with UTC, which `Intl` leaves out of its own list. */
export function listTimeZones(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone')]
}

/** A zone a browser reports may be an alias ours lists under another name (Asia/Calcutta): both are understood. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{1,63}$/.test(zone)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** The spelling of the list for a zone typed in another case; an alias stays the zone it means. */
export function canonicalTimeZone(zone: string): string {
  return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
}

/** "Asia/Tokyo" as people read it, with its distance from UTC at a moment: "Asia/Tokyo (GMT+9)". */
export function describeTimeZone(zone: string, moment: Date, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    timeZoneName: 'shortOffset',
  }).formatToParts(moment)
  const offset = parts.find((part) => part.type === 'timeZoneName')?.value ?? ''
  return `${zone.replaceAll('_', ' ')} (${offset})`
}
