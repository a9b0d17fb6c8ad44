import type { z } from 'zod'
import type { Scope } from '../auth/scopes'
import { type ErrorCode, STATUS_OF } from '../errors'
import type { LimitName } from './limits'

/**
 * One call of the HTTP interface as pure data: what may come in, what goes out, who may ask. The handler (`route`), the
 * OpenAPI document, the reference, the typed client and the generated tests are all made of it, so they cannot drift.
 * The operations of a domain stand in `lib/<domain>/api.ts`, all of them in `lib/api.ts`.
 */
export type Operation<
  TParams extends Schema | undefined = Schema | undefined,
  TQuery extends Schema | Own | undefined = Schema | Own | undefined,
  TBody extends z.ZodType | Own | undefined = z.ZodType | Own | undefined,
> = {
  /** Unique, a verb and its object: `createCourse`; the name of the typed client's function. */
  id: string
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With its parameters in braces: `/api/courses/{id}`. */
  path: string
  /** One line in the imperative, without a full stop. */
  summary: string
  /** What is not plain from the schemas, in sentences; Markdown. */
  description?: string
  /** For programs, or only for our own pages: those may change with the pages and promise nothing. */
  audience: 'public' | 'internal'
  /**
   * How the caller shows who they are. `bearer`: a token alone, a cookie counts for nothing. `session`: the cookie of our
   * pages. `none`: nobody is asked, and everybody is answered as a visitor.
   */
  auth: 'bearer' | 'session' | 'either' | 'none'
  /** Who is not signed in is answered too (with what a visitor may see) instead of by 401. */
  visitors?: boolean
  /** What a personal access token must have been made for; where none is named, only a token from signing in will do. */
  scope?: Scope
  /** Of the address. What does not fit is not found. */
  params?: TParams
  /** Unknown parameters are refused; `own`: the handler reads the address itself, as another's protocol demands. */
  query?: TQuery
  /** JSON; `own`: the handler reads the body itself (files, another's protocol). */
  body?: TBody
  /** Every status that the handler itself answers with, and what it carries; the first is what its content gets. */
  answers: Readonly<Record<number, Answer>>
  /** The refusals of this call beyond those that follow from the fields here, with their reasons. */
  errors?: Readonly<Partial<Record<ErrorCode, readonly string[]>>>
  /** Which limit counts the calls, `api` unless said; null for what must never be refused. */
  limit?: LimitName | null
  /** Takes an `Idempotency-Key`: the same key again answers as before and does nothing. */
  idempotent?: boolean
  /** What is read or written has a `version`: its ETag names it, and a write may ask for it by `If-Match`. */
  versioned?: boolean
  /** Tried as tests; see `Example`. */
  examples?: readonly Example[]
}

/** A Zod schema of an object whose fields are known. */
type Schema = z.ZodObject
type Own = 'own'
/** A schema of JSON, a file by its media types, or nothing at all. */
export type Answer = z.ZodType | { media: readonly string[]; description: string } | null

/** A request as a program would send it and the status it gets, on a database with the courses and people of the tests. */
export type Example = {
  name: string
  params?: Readonly<Record<string, string>>
  query?: Readonly<Record<string, string>>
  body?: unknown
  status: number
}

/** Says that something is an operation, keeping the exact types of its schemas. */
export function operation<
  const TParams extends Schema | undefined = undefined,
  const TQuery extends Schema | Own | undefined = undefined,
  const TBody extends z.ZodType | Own | undefined = undefined,
>(described: Operation<TParams, TQuery, TBody>): Operation<TParams, TQuery, TBody> {
  return described
}

/** Whether a bearer token opens this operation. */
export function takesBearer({ auth }: Operation): boolean {
  return auth === 'bearer' || auth === 'either'
}

/** Whether who is not signed in gets an answer. */
export function answersVisitors({ auth, visitors }: Operation): boolean {
  return auth === 'none' || visitors === true
}

/** A call that changes something; these alone carry a body. */
export function isWriting({ method }: Pick<Operation, 'method'>): boolean {
  return method !== 'GET' && method !== 'HEAD'
}

/** What every refusal that follows from an operation's own fields is called, beside the reasons it names itself. */
export const HTTP_REASONS = {
  tokenInvalid: 'token.invalid',
  tokenScope: 'token.scope',
  tokenNotHere: 'token.not_here',
  signInFirst: 'account.sign_in_first',
  foreignOrigin: 'foreign_origin',
  tooOften: 'too_often',
  keyShape: 'idempotency.key_shape',
  keyReused: 'idempotency.key_reused',
  keyRunning: 'idempotency.running',
  answerLost: 'idempotency.answer_lost',
  versionDiffers: 'version.differs',
} as const

/** All refusals of an operation by status: what follows from its fields, and what it names itself. */
export function refusalsOf(described: Operation): Map<number, { code: ErrorCode; reasons: string[] }> {
  const found = new Map<number, { code: ErrorCode; reasons: string[] }>()
  const add = (code: ErrorCode, reasons: readonly string[] = []) => {
    const entry = found.get(STATUS_OF[code]) ?? { code, reasons: [] }
    entry.reasons.push(...reasons.filter((reason) => !entry.reasons.includes(reason)))
    found.set(STATUS_OF[code], entry)
  }
  for (const [code, reasons] of impliedRefusals(described)) add(code, reasons)
  for (const [code, reasons] of Object.entries(described.errors ?? {})) add(code as ErrorCode, reasons)
  return found
}

/** A refusal by its code, with the reasons it may name. */
type Refusal = [ErrorCode, readonly string[]]

function impliedRefusals(described: Operation): Refusal[] {
  const { params, query, body, idempotent, versioned, limit } = described
  const rows: [boolean, ...Refusal][] = [
    [!answersVisitors(described), 'unauthenticated', [HTTP_REASONS.signInFirst]],
    [takesBearer(described), 'unauthenticated', [HTTP_REASONS.tokenInvalid]],
    [described.auth === 'session', 'unauthenticated', [HTTP_REASONS.tokenNotHere]],
    [takesBearer(described), 'forbidden', [HTTP_REASONS.tokenScope]],
    [takesCookieToWrite(described), 'forbidden', [HTTP_REASONS.foreignOrigin]],
    [params !== undefined, 'not_found', []],
    // Where no body is wanted, one that says something is refused as well.
    [query !== 'own' || body !== undefined || isWriting(described), 'invalid', []],
    [isWriting(described), 'malformed', idempotent ? [HTTP_REASONS.keyShape] : []],
    [isWriting(described), 'too_large', []],
    [isWriting(described), 'media_type', []],
    [idempotent === true, 'conflict', [HTTP_REASONS.keyRunning, HTTP_REASONS.answerLost]],
    [idempotent === true, 'invalid', [HTTP_REASONS.keyReused]],
    [versioned === true && isWriting(described), 'precondition', [HTTP_REASONS.versionDiffers]],
    [limit !== null, 'limited', [HTTP_REASONS.tooOften]],
  ]
  return rows.filter(([applies]) => applies).map(([, code, reasons]) => [code, reasons])
}

function takesCookieToWrite(described: Operation): boolean {
  return isWriting(described) && (described.auth === 'session' || described.auth === 'either')
}
