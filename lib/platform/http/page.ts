import 'server-only'
import { forbidden, notFound, redirect } from 'next/navigation'
import { AppError } from '../errors'
import { currentRequest } from './request-context.mjs'

/**
 * Reads what decides a page's status, before anything is streamed: what is not there becomes the not-found page, and so
 * does an address whose parameters fit nothing; what is not allowed becomes the forbidden page, and who is not signed in
 * is sent to sign in and back.
 *
 * @param insteadOf where else a refusal leads, by its reason: to the page on which the person can do something about it
 */
export async function pageData<T>(
  run: () => Promise<T>,
  insteadOf: Readonly<Record<string, string>> = {},
): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const address = insteadOf[error.reason ?? '']
    if (address !== undefined) redirect(address)
    turn(error)
    throw error
  }
}

function turn(error: AppError): void {
  if (error.code === 'not_found' || error.code === 'invalid') notFound()
  if (error.code === 'forbidden') forbidden()
  if (error.code === 'unauthenticated') redirect(signInAddress())
}

/** `/login` with the way back to the page that was asked for, without what the browser's router adds to its own calls. */
function signInAddress(): string {
  const url = currentRequest()
    ?.url?.replace(/([?&])_rsc=[^&]*&?/, '$1')
    .replace(/[?&]$/, '')
  return url === undefined || url === '/' ? '/login' : `/login?next=${encodeURIComponent(url)}`
}
