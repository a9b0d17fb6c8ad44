/** Every way a request may be refused, and the one HTTP status of each. Domain detail goes into `reason`. */
export const STATUS_OF = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method: 405,
  conflict: 409,
  precondition: 412,
  too_large: 413,
  media_type: 415,
  invalid: 422,
  limited: 429,
  unavailable: 503,
} as const

export type ErrorCode = keyof typeof STATUS_OF

export type AppErrorOptions = {
  /** What exactly, in the domain's words: `course.slug_taken`; a key of the catalogue's `errors`. */
  reason?: string
  /** Path of a field → code of the catalogue's `errors` that says what is wrong with it. */
  fields?: Record<string, string>
  retryAfterSeconds?: number
  /** What is missing for it, for programs: `{ watchedPercent: 40, neededPercent: 90 }`. */
  missing?: Record<string, number | string>
  cause?: unknown
}

const BRAND = Symbol.for('techelevate.AppError')

/**
 * A refusal that the person or program asking can understand and act upon. Anything else that is thrown is a
 * programmer's or the machine's fault and is never shown, only logged.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly reason?: string
  readonly fields?: Readonly<Record<string, string>>
  readonly retryAfterSeconds?: number
  readonly missing?: Readonly<Record<string, number | string>>

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.status = STATUS_OF[code]
    this.reason = options.reason
    this.fields = options.fields
    this.retryAfterSeconds = options.retryAfterSeconds
    this.missing = options.missing
    Object.defineProperty(this, BRAND, { value: true })
  }

  /** The bundler evaluates this file more than once, so an error made by one copy must be known to all. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value
  }
}

export function notFound(message = 'There is nothing here.', reason?: string): AppError {
  return new AppError('not_found', message, { reason })
}

export function forbidden(message = 'You may not do this.', reason?: string): AppError {
  return new AppError('forbidden', message, { reason })
}
