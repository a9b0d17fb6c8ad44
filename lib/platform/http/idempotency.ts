import { createHmac, randomUUID } from 'node:crypto'
import type { Types } from 'mongoose'
import { IdempotentCall } from '@/models/idempotent-call'
import { z } from 'zod'
import { now } from '../clock'
import { decryptField, encryptField } from '../db/encrypted-field'
import { duplicateKeyFields } from '../db/duplicate-key'
import { withCommitMark } from '../db/transaction'
import { env } from '../env'
import { AppError } from '../errors'
import { HTTP_REASONS } from './operation'

/** How long an answer is kept for the same call again. */
const KEPT_MILLISECONDS = 24 * 3_600_000
/** A call that has not answered for so long has died with its process. */
const RUN_MILLISECONDS = 60_000
const KEPT_HEADERS = ['content-type', 'etag', 'location', 'link']

/** Of one call: who sends it, under which key, and what (the operation and the parsed input). */
export type KeyedCall = { caller: string; key: string; content: unknown }

/**
 * The key of a request (draft-ietf-httpapi-idempotency-key-header): a string of visible characters, quoted or not.
 *
 * @throws malformed `idempotency.key_shape`
 */
export function keyOf(request: Request): string | undefined {
  const given = request.headers.get('idempotency-key')?.trim()
  if (given === undefined) return undefined
  const key = /^"(.*)"$/.exec(given)?.[1] ?? given
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw new AppError('malformed', 'The Idempotency-Key must be 1 to 255 visible ASCII characters.', {
    reason: HTTP_REASONS.keyShape,
  })
}

/**
 * Runs a call once for its key: the same again gets the same answer, a twin at the same moment 409, the same key with
 * something else 422. What fails leaves nothing behind and may be tried again under the key. A process that dies in the
 * middle leaves either nothing done (then the next try runs it) or, in the transaction of the deed itself, the word that
 * it was done (then the next try hears so).
 *
 * @throws conflict `idempotency.running`, `idempotency.answer_lost`; invalid `idempotency.key_reused`
 */
export async function once(call: KeyedCall, run: () => Promise<Response>): Promise<Response> {
  const claim = await claimOrAnswer(call)
  if (claim instanceof Response) return claim
  const own = { _id: claim.id, run: claim.run }
  const markCommitted = async () => {
    const { matchedCount } = await IdempotentCall.updateOne(own, { state: 'committed' })
    // It took so long that another try was allowed to run: that one counts, and this one is rolled back.
    if (matchedCount !== 1) throw running()
  }
  try {
    const response = await withCommitMark(markCommitted, run)
    await IdempotentCall.updateOne(own, { state: 'done', answer: await seal(response) })
    return response
  } catch (error) {
    await IdempotentCall.deleteOne({ ...own, state: 'running' })
    throw error
  }
}

/** Forgets the calls of an account that is erased. */
export async function forgetCallsOf(caller: string): Promise<void> {
  await IdempotentCall.deleteMany({ caller: hashOf(caller) })
}

type Claim = { id: Types.ObjectId; run: string }

async function claimOrAnswer(call: KeyedCall): Promise<Claim | Response> {
  const at = now()
  const claim = { run: randomUUID(), runUntil: new Date(at.getTime() + RUN_MILLISECONDS) }
  const key = { caller: hashOf(call.caller), key: call.key }
  const fingerprint = hashOf(JSON.stringify(call.content))
  const expiresAt = new Date(at.getTime() + KEPT_MILLISECONDS)
  try {
    const [row] = await IdempotentCall.create([
      { ...key, fingerprint, ...claim, state: 'running', expiresAt },
    ])
    if (row === undefined) throw new Error('The call was not noted.')
    return { id: row._id, run: claim.run }
  } catch (error) {
    if (duplicateKeyFields(error) === undefined) throw error
    return answerOrTakeOver({ key, fingerprint }, claim)
  }
}

async function answerOrTakeOver(
  { key, fingerprint }: { key: { caller: string; key: string }; fingerprint: string },
  claim: { run: string; runUntil: Date },
): Promise<Claim | Response> {
  const row = await IdempotentCall.findOne(key).lean()
  // It has just failed and gone; whoever sent this hears to try again, and may.
  if (row === null) throw running()
  if (row.fingerprint !== fingerprint) throw reused()
  if (row.state === 'done' && row.answer) return unseal(row.answer)
  if (row.runUntil > now()) throw running()
  if (row.state !== 'running') throw answerLost()
  const dead = { _id: row._id, run: row.run, state: 'running' } as const
  const { matchedCount } = await IdempotentCall.updateOne(dead, claim)
  if (matchedCount !== 1) throw running()
  return { id: row._id, run: claim.run }
}

const Kept = z.object({ status: z.number(), headers: z.record(z.string(), z.string()), body: z.string() })

/** Encrypted whole: an answer may hold tokens, and always holds something of somebody. */
async function seal(response: Response): Promise<string> {
  const headers = Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = response.headers.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
  const kept: z.input<typeof Kept> = { status: response.status, headers, body: await response.clone().text() }
  return encryptField(JSON.stringify(kept))
}

function unseal(answer: string): Response {
  const { status, headers, body } = Kept.parse(JSON.parse(decryptField(answer)))
  return new Response(body === '' ? null : body, {
    status,
    headers: { ...headers, 'idempotent-replayed': 'true' },
  })
}

function hashOf(text: string): string {
  return createHmac('sha256', env().NEXTAUTH_SECRET).update('idempotency').update(text).digest('base64url')
}

function running(): AppError {
  return new AppError('conflict', 'The same call is being answered at this moment.', {
    reason: HTTP_REASONS.keyRunning,
    retryAfterSeconds: 1,
  })
}

function reused(): AppError {
  return new AppError('invalid', 'This Idempotency-Key was used for another call.', {
    reason: HTTP_REASONS.keyReused,
  })
}

function answerLost(): AppError {
  return new AppError('conflict', 'The call was done, but its answer was lost. Look at what is there now.', {
    reason: HTTP_REASONS.answerLost,
  })
}
