import { env } from '../env'
import { AppError } from '../errors'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A browser sends its cookies along wherever a form or script points it, so a call that changes something must come
 * from our own pages. Calls without a cookie carry no borrowed right and pass.
 */
export function requireSameOrigin(request: Request): void {
  if (READING.has(request.method) || !request.headers.has('cookie')) return
  const origin = request.headers.get('origin')
  const isOurs =
    origin === null ? request.headers.get('sec-fetch-site') === 'same-origin' : origin === env().APP_URL
  if (!isOurs)
    throw new AppError('forbidden', 'This call comes from another site.', { reason: 'foreign_origin' })
}
