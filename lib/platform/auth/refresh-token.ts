import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { env } from '../env'

/**
 * `ter_<family><secret><seal>`: which sign-in, 256 random bits of which only the hash is kept, and our own seal. By the
 * seal a token that was ours once is told from one that somebody made up: only the former is a sign of theft.
 */
const MARK = 'ter_'
const FAMILY_BYTES = 16
const SECRET_BYTES = 32
const SEAL_BYTES = 16

export type RefreshToken = { token: string; family: string; hash: string }

/** The next token of a family, or the first of a new one. */
export function newRefreshToken(family?: string): RefreshToken {
  const familyBytes = family === undefined ? randomBytes(FAMILY_BYTES) : Buffer.from(family, 'base64url')
  const body = Buffer.concat([familyBytes, randomBytes(SECRET_BYTES)])
  return describe(`${MARK}${Buffer.concat([body, sealOf(body)]).toString('base64url')}`, body)
}

/** What a token names; undefined when we never made it. */
export function openRefreshToken(token: string): RefreshToken | undefined {
  if (!/^ter_[\w-]{86}$/.test(token)) return undefined
  const bytes = Buffer.from(token.slice(MARK.length), 'base64url')
  if (bytes.length !== FAMILY_BYTES + SECRET_BYTES + SEAL_BYTES) return undefined
  const body = bytes.subarray(0, FAMILY_BYTES + SECRET_BYTES)
  if (!timingSafeEqual(bytes.subarray(body.length), sealOf(body))) return undefined
  return describe(token, body)
}

/** The hash is that of the bytes: the same ones can be spelled in more than one way. */
function describe(token: string, body: Buffer): RefreshToken {
  const hash = createHash('sha256').update(body).digest('base64url')
  return { token, family: body.subarray(0, FAMILY_BYTES).toString('base64url'), hash }
}

function sealOf(body: Buffer): Buffer {
  const seal = createHmac('sha256', env().NEXTAUTH_SECRET).update('refresh token').update(body).digest()
  return seal.subarray(0, SEAL_BYTES)
}
