import { createHash, hkdfSync } from 'node:crypto'
import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { now } from '../clock'
import { env } from '../env'
import type { SessionToken } from './token'

/**
 * The token a program gets by signing in: a JSON Web Token (RFC 7519), HMAC with SHA-256, good for an hour. Like the
 * cookie it names only the person and the sign-in; everything else is read from the database at every call, so a
 * suspension, a password change or the end of the sign-in bites at once.
 */
export const ACCESS_SECONDS = 3600

const LONGEST = 2048
const Id = z.string().regex(/^[0-9a-f]{24}$/)
const Claims = z.object({ sub: Id, sid: Id })

type Key = { id: string; secret: Uint8Array }

export async function signAccessToken({ userId, signInId }: SessionToken): Promise<string> {
  const [key] = keys()
  if (key === undefined) throw new Error('There is no key to sign tokens with.')
  const at = Math.floor(now().getTime() / 1000)
  return new SignJWT({ sid: signInId })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: key.id })
    .setSubject(userId)
    .setIssuer(env().APP_URL)
    .setAudience(audience())
    .setIssuedAt(at)
    .setExpirationTime(at + ACCESS_SECONDS)
    .sign(key.secret)
}

/** What a token says, or undefined when it is none of ours, was changed, has run out or was signed by a retired key. */
export async function openAccessToken(token: string): Promise<SessionToken | undefined> {
  if (token.length > LONGEST) return undefined
  try {
    const { kid } = decodeProtectedHeader(token)
    const key = keys().find(({ id }) => id === kid)
    if (key === undefined) return undefined
    const { payload } = await jwtVerify(token, key.secret, {
      algorithms: ['HS256'],
      typ: 'JWT',
      issuer: env().APP_URL,
      audience: audience(),
      requiredClaims: ['exp', 'iat'],
      maxTokenAge: ACCESS_SECONDS,
      currentDate: now(),
    })
    const { sub, sid } = Claims.parse(payload)
    return { userId: sub, signInId: sid }
  } catch {
    return undefined
  }
}

/** The first signs, all are believed. Without `TOKEN_KEYS` there is one, derived from the secret of the cookies. */
function keys(): Key[] {
  const { TOKEN_KEYS, NEXTAUTH_SECRET } = env()
  const secrets = TOKEN_KEYS.map((encoded) => Buffer.from(encoded, 'base64'))
  return (secrets.length > 0 ? secrets : [derivedFrom(NEXTAUTH_SECRET)]).map((secret) => ({
    id: createHash('sha256').update('key id').update(secret).digest('base64url').slice(0, 8),
    secret,
  }))
}

function derivedFrom(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', 'access tokens of the HTTP interface', 32))
}

function audience(): string {
  return `${env().APP_URL}/api`
}
