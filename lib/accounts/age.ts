/**
 * We ask the year of birth and nothing finer, so an age is known only within a year. Whoever is judged is taken to be
 * as young as the year allows (born on its last day): only then is a lower limit surely kept. For the one year in
 * which that rule would turn away people who have already had their birthday, the form asks for a yes, which is used
 * and not stored. Whose year nobody knows (an admin's, or who was registered by a program) counts as a child. See docs/decisions/020-age-from-the-year-of-birth.md.
 */
export function youngestAge(birthYear: number | null | undefined, today: Date): number {
  if (birthYear == null) return 0
  return today.getUTCFullYear() - birthYear - 1
}

export type AgeAnswer = 'old_enough' | 'ask' | 'too_young'

export function judgeAge(birthYear: number, minimumAge: number, today: Date): AgeAnswer {
  const youngest = youngestAge(birthYear, today)
  if (youngest >= minimumAge) return 'old_enough'
  return youngest + 1 >= minimumAge ? 'ask' : 'too_young'
}

/** The one year of birth in which the minimum age depends on the day. */
export function boundaryYear(minimumAge: number, today: Date): number {
  return today.getUTCFullYear() - minimumAge
}
