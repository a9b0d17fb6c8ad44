import { isDeepStrictEqual } from 'node:util'
import { AppError } from '@/lib/platform/errors'

const TRIES = 3

type Part<T, P> = {
  /** What the writer has read. */
  version: number
  before: P
  write: (version: number) => Promise<T>
  /** The part as it is now, and the version that its next writer names. */
  read: () => Promise<{ version: number; part: P }>
}

/**
 * Writes one part of something whose other parts are written meanwhile, each raising its version: a newer version is no
 * conflict as long as nobody changed this part since its writer saw it.
 *
 * @throws precondition (`course.changed_meanwhile`) where somebody did; else as `write`
 */
export async function overNewer<T, P extends object | null>({
  version,
  before,
  write,
  read,
}: Part<T, P>): Promise<T> {
  let current = version
  for (let tries = 1; ; tries += 1) {
    try {
      return await write(current)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'precondition' || tries === TRIES) throw error
      const newer = await read()
      if (!isSame(newer.part, before)) throw error
      current = newer.version
    }
  }
}

/** Only what the writer saw is compared; what is left out is nothing. */
function isSame(now: object | null, before: object | null): boolean {
  if (now === null || before === null) return now === before
  const [present, seen] = [now, before].map((part) => part as Record<string, unknown>)
  return Object.keys(before).every((name) => isDeepStrictEqual(present?.[name] ?? null, seen?.[name] ?? null))
}
