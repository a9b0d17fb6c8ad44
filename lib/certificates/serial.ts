/**
 * Serials are drawn by chance, so that nobody finds a certificate by counting, and are read aloud and typed: Crockford's
 * 32 signs (no I, L, O, U), four groups of four. Fifteen are random (75 bits), the last is a check sign (Luhn, modulo
 * 32), which catches every single wrong sign and nearly every swap of neighbours.
 */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const GROUP = 4
const LENGTH = 16

/** @param bytes at least 15, from a source nobody can predict */
export function makeSerial(bytes: Uint8Array): string {
  const body = [...bytes.subarray(0, LENGTH - 1)].map((byte) => SIGNS.charAt(byte % SIGNS.length)).join('')
  if (body.length < LENGTH - 1) throw new RangeError('A serial needs fifteen random bytes.')
  return grouped(body + checkSignOf(body))
}

/** The serial somebody typed, as it is stored: case, spaces, dashes and look-alikes forgiven; null when it is none. */
export function readSerial(typed: string): string | null {
  const signs = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Dash}]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  if (signs.length !== LENGTH || [...signs].some((sign) => !SIGNS.includes(sign))) return null
  return checkSignOf(signs.slice(0, -1)) === signs.at(-1) ? grouped(signs) : null
}

function checkSignOf(body: string): string {
  const size = SIGNS.length
  const sum = [...body].reverse().reduce((total, sign, index) => {
    const product = SIGNS.indexOf(sign) * (index % 2 === 0 ? 2 : 1)
    return total + Math.floor(product / size) + (product % size)
  }, 0)
  return SIGNS.charAt((size - (sum % size)) % size)
}

function grouped(signs: string): string {
  return signs.replace(new RegExp(`.{${GROUP}}(?=.)`, 'g'), '$&-')
}
