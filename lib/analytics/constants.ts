/** What the address of the figures may ask for: so many days up to today. */
export const ANALYTICS_RANGES = [30, 90, 365] as const
export type AnalyticsRange = (typeof ANALYTICS_RANGES)[number]
export const DEFAULT_RANGE: AnalyticsRange = 30

/** A video is drawn in at most so many steps, each of whole seconds. */
export const RETENTION_BUCKETS = 200

/** Videos of a course whose curves are shown. */
export const RETENTIONS_SHOWN = 60

/** Attempts looked at for the figures of one quiz, the newest. */
export const ATTEMPTS_COUNTED = 5_000
/** Of fewer attempts a correlation says nothing. */
export const ATTEMPTS_NEEDED = 10
