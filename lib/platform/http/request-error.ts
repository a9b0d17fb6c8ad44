import { log } from '../log'

/** The digest is what Next shows the person; with it the line is found again. */
export function logRequestError(
  error: unknown,
  request: { method: string; route: string; kind: string },
): void {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : undefined
  log.error({ error, digest, ...request }, 'A request died.')
}
