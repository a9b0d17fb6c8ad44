import 'server-only'
import { cookies } from 'next/headers'
import { decode, encode } from 'next-auth/jwt'
import type { z } from 'zod'
import { env } from '../env'

/**
 * Something the browser carries for us between two requests: encrypted and signed, readable only under the name it was
 * written with, and worthless after its time. Only actions and routes may write it.
 */
export async function writeSealedCookie(name: string, content: object, seconds: number): Promise<void> {
  const token = { content }
  const sealed = await encode({ token, secret: env().NEXTAUTH_SECRET, salt: name, maxAge: seconds })
  const jar = await cookies()
  jar.set(name, sealed, optionsFor(seconds))
}

/** What was written, or null when there is nothing, it was changed, or its time is over. */
export async function readSealedCookie<T extends z.ZodType>(
  name: string,
  schema: T,
): Promise<z.output<T> | null> {
  const sealed = (await cookies()).get(name)?.value
  if (!sealed || sealed.length > 4096) return null
  try {
    const token = await decode({ token: sealed, secret: env().NEXTAUTH_SECRET, salt: name })
    return schema.parse(token?.['content'])
  } catch {
    return null
  }
}

export async function forgetSealedCookie(name: string): Promise<void> {
  const jar = await cookies()
  jar.set(name, '', optionsFor(0))
}

function optionsFor(maxAge: number) {
  return {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: env().APP_URL.startsWith('https:'),
    maxAge,
  } as const
}
