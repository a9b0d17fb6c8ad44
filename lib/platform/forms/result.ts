import type { ErrorCode } from '../errors'

export type ActionFailure = {
  /** `unexpected`: our fault; the person sees the reference under which it was logged. */
  code: ErrorCode | 'unexpected'
  /** A sentence in the person's language. */
  message: string
  reason?: string
  reference?: string
  /** Path of a field → code of the catalogue's `errors`. */
  fields?: Record<string, string>
}

/** What a form's action answers; `values` are what was typed, so that a page without scripts can show them again. */
export type ActionResult<T> =
  { ok: true; data: T } | { ok: false; error: ActionFailure; values?: Record<string, string> }
