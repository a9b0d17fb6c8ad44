import { createHash } from 'node:crypto'
import { AppError } from '../errors'
import { HTTP_REASONS, isWriting, type Operation } from './operation'

/**
 * The ETag of an answer: of a versioned thing `"<version>.<digest>"`, else `"<digest>"`. The digest makes it change with
 * every byte, as `If-None-Match` needs; the version alone is what a write compares, so that a count which moved
 * meanwhile (people enrolled) refuses nobody's change. Why: docs/decisions/085-the-http-interface.md
 */
export function tagOf(described: Operation, content: unknown, text: string): string {
  const digest = createHash('sha256').update(text).digest('base64url').slice(0, 22)
  const version = described.versioned ? versionIn(content) : undefined
  return version === undefined ? `"${digest}"` : `"${version}.${digest}"`
}

/**
 * The version that a write asks for by `If-Match`; undefined where it names none (or `*`), so that the current one will do.
 * Proxies weaken the tags of what they compress, so a weak one counts like a strong one.
 */
export function versionAsked(described: Operation, request: Request): number | undefined {
  const given = request.headers.get('if-match')?.trim()
  if (given === undefined || given === '*' || !isWriting(described)) return undefined
  const version = described.versioned ? /^(?:W\/)?"(\d{1,15})\.[\w-]*"$/.exec(given)?.[1] : undefined
  if (version !== undefined) return Number(version)
  throw new AppError(
    'precondition',
    'The If-Match is no ETag that this interface has given for this thing.',
    {
      reason: HTTP_REASONS.versionDiffers,
    },
  )
}

function versionIn(content: unknown): number | undefined {
  if (typeof content !== 'object' || content === null || !('version' in content)) return undefined
  return typeof content.version === 'number' ? content.version : undefined
}
