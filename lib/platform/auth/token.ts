import { decode, encode } from 'next-auth/jwt'
import { z } from 'zod'
import { env } from '../env'

/** What the session cookie says: who, and by which sign-in. Everything else is read from the database. */
export type SessionToken = { userId: string; signInId: string }

const Payload = z.object({
  sub: z.string().regex(/^[0-9a-f]{24}$/),
  signIn: z.string().regex(/^[0-9a-f]{24}$/),
})

/** The cookie's name under NextAuth: with the `__Secure-` prefix on https, where a plain one must not be believed. */
export function sessionCookieName(): string {
  return `${isSecure() ? '__Secure-' : ''}next-auth.session-token`
}

export function sessionCookieOptions(maxAgeSeconds: number) {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure(), maxAge: maxAgeSeconds } as const
}

export async function sealToken({ userId, signInId }: SessionToken, maxAgeSeconds: number): Promise<string> {
  return encode({
    token: { sub: userId, signIn: signInId },
    secret: env().NEXTAUTH_SECRET,
    maxAge: maxAgeSeconds,
  })
}

/** What a cookie says, or undefined when it is none of ours, was changed or has run out. */
export async function openToken(sealed: string | undefined): Promise<SessionToken | undefined> {
  if (sealed === undefined || sealed === '' || sealed.length > 4096) return undefined
  try {
    const payload = Payload.parse(await decode({ token: sealed, secret: env().NEXTAUTH_SECRET }))
    return { userId: payload.sub, signInId: payload.signIn }
  } catch {
    return undefined
  }
}

function isSecure(): boolean {
  return env().APP_URL.startsWith('https:')
}
