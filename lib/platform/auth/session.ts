import 'server-only'
import { cookies } from 'next/headers'
import { cache } from 'react'
import { currentRequest } from '../http/request-context.mjs'
import { createSignIn, endSignInOf, findMember, SIGN_IN_SECONDS, type Device } from './sign-ins'
import { openToken, sealToken, sessionCookieName, sessionCookieOptions } from './token'
import { visitor, type Member, type Viewer } from './viewer'

/** Who is asking, as the database knows them now; read once a request, with one query when there is a cookie. */
export const getViewer = cache(async (): Promise<Viewer> => {
  const sealed = (await cookies()).get(sessionCookieName())?.value
  return viewerOfToken(sealed)
})

/** The same without Next's request: for the event stream and tests. */
export async function viewerOfToken(sealed: string | undefined): Promise<Viewer> {
  const token = await openToken(sealed)
  const member = token === undefined ? undefined : await findMember(token)
  if (member === undefined) return visitor()
  const request = currentRequest()
  if (request !== undefined) request.viewerId = member.userId
  return member
}

/** Signs a person in on this device: makes the sign-in and writes the cookie. Only from an action or a route. */
export async function startSignIn(
  userId: string,
  { device, provenAt }: { device?: Device; provenAt?: Date } = {},
): Promise<string> {
  const signInId = await createSignIn(userId, device, { provenAt })
  const sealed = await sealToken({ userId, signInId }, SIGN_IN_SECONDS)
  const jar = await cookies()
  jar.set(sessionCookieName(), sealed, sessionCookieOptions(SIGN_IN_SECONDS))
  return signInId
}

/** Signs the member out on this device: ends the sign-in and takes the cookie away. */
export async function endSignIn(member: Member): Promise<void> {
  await endSignInOf(member.userId, member.signInId)
  await forgetCookie()
}

/** Takes the session cookie away, whatever it says. */
export async function forgetCookie(): Promise<void> {
  const jar = await cookies()
  jar.set(sessionCookieName(), '', sessionCookieOptions(0))
}
