import { USERNAME_MAX, USERNAME_MIN } from './constants'

/**
 * A username is ASCII after NFKC: full-width and other compatibility forms fold onto the plain letter, and look-alikes
 * of another script (a Cyrillic а) are refused, so two names that look the same are the same.
 */
export function normaliseUsername(typed: string): string {
  return typed.normalize('NFKC').trim()
}

/** What must be unique: two spellings with one key are one name. */
export function usernameKey(typed: string): string {
  return normaliseUsername(typed).toLowerCase()
}

/**
 * Names for somebody who chose none, the nicest first: of the name, else of the address before its @, else `member`; then
 * with a number, of which `digits` gives four at a time. Letters that ASCII lacks fall away.
 */
export function suggestUsernames(
  person: { name: string; email: string },
  digits: () => string,
): [string, ...string[]] {
  const roots = [person.name, person.email.split('@')[0] ?? '', 'member'].map(toUsername)
  const [root = 'member'] = roots.filter((one) => isUsernameShaped(one) && !isUsernameReserved(one))
  return [root, ...Array.from({ length: 4 }, () => `${root}-${digits()}`)]
}

function toUsername(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const room = USERNAME_MAX - '-0000'.length
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, room)
    .replace(/^-+|-+$/g, '')
}

/** Letters and digits, single `.`, `_` or `-` between them; so a name is never an address, a path or an option. */
const SHAPE = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/i

export function isUsernameShaped(username: string): boolean {
  return username.length >= USERNAME_MIN && username.length <= USERNAME_MAX && SHAPE.test(username)
}

const RESERVED = new Set(
  `about abuse academy account accounts admin administrator admins all anonymous api app apps assets auth billing blog bot
  certificate certificates contact course courses dashboard deleted docs download everyone feed guest guests help here home
  hostmaster info instructor instructors learn legal login logout mail mailer-daemon me media messages mod moderator
  moderators news nobody noreply no-reply notifications null official operator orders owner partners postmaster practice
  privacy profile public register root search security self settings sign-in sign-up signin signout signup site
  sitemap staff static status student students super superuser support sysadmin system teacher team techelevate
  tech-elevate terms test undefined unknown upload uploads user username users verify visitor webmaster webhooks www
  you`
    .split(/\s+/)
    .filter(Boolean),
)

/** Names that would pass for the house itself; separators do not make another name of them. */
export function isUsernameReserved(username: string): boolean {
  const key = usernameKey(username)
  return RESERVED.has(key) || RESERVED.has(key.replace(/[._-]/g, ''))
}
