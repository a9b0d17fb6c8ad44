import { PASSWORD_MAX, PASSWORD_MIN, REASONS } from './constants'

/**
 * The one form in which a password is measured, hashed and compared: what looks the same on two keyboards is the same
 * (NIST SP 800-63B asks for NFKC), and spaces at the ends count, because the person typed them.
 */
export function normalisePassword(typed: string): string {
  return typed.normalize('NFKC')
}

export type Person = { fullName?: string; username?: string; email?: string }

/** The rules a browser can judge alone; null means fit. The list of the commonest stays on the server. */
export function findPasswordFault(typed: string, person: Person = {}): string | null {
  const password = normalisePassword(typed)
  const length = [...password].length
  if (length < PASSWORD_MIN) return REASONS.passwordShort
  if (length > PASSWORD_MAX) return REASONS.passwordLong
  if (containsPerson(password, person)) return REASONS.passwordPersonal
  return null
}

function containsPerson(password: string, person: Person): boolean {
  const folded = fold(password)
  return personalWords(person).some((word) => folded.includes(word))
}

/** Words anybody would try first. Short ones are left out: "Li" stands in many good passwords by chance. */
export function personalWords({ fullName = '', username = '', email = '' }: Person): string[] {
  const address = fold(email)
  const [local = ''] = address.split('@')
  const parts = fold(fullName).split(/[\s.\-']+/)
  const candidates = [...parts, parts.join(''), fold(username), local, address]
  return [...new Set(candidates)].filter(isTelling)
}

/** Two characters of a script of syllables or ideographs say as much as four letters. */
function isTelling(word: string): boolean {
  const length = [...word].length
  return /[^\p{Script=Latin}\p{N}\p{P}\p{S}]/u.test(word) ? length >= 2 : length >= 4
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}
