import { SignIn } from '@/models/sign-in'
import type { Member } from '../auth/viewer'
import { followChangeStream, type Change } from '../db/change-stream'
import { AppError } from '../errors'
import { processWide } from '../process-wide'
import { Connection } from './connection'
import type { LiveSource } from './source'

/** A browser holds one stream for all its tabs, so this many are as many browsers of one person. */
const MOST_PER_PERSON = 10
const MOST_PER_PROCESS = 10_000
/** Proxies close what is silent for a minute. */
const BEAT_MILLISECONDS = 20_000

const state = processWide('live', () => ({
  sources: undefined as readonly LiveSource[] | undefined,
  ofPerson: new Map<string, Set<Connection>>(),
  count: 0,
}))

/**
 * Opens the one change stream of this process that feeds open pages. Until it is open, and once it is closing, nobody is
 * let in. Returns how to let everybody go, and how to stop.
 */
export async function startLive(sources: readonly LiveSource[]): Promise<() => Promise<void>> {
  const stop = await followChangeStream({
    name: 'open pages',
    watch: (db, startAtOperationTime) =>
      db.watch([{ $match: changesOf(sources) }], { startAtOperationTime, fullDocument: 'updateLookup' }),
    // Whoever may have missed something comes again and asks how things stand.
    onGap: () => closeAll(),
    onChange: (change) => pass(change, sources),
  })
  state.sources = sources
  const beating = setInterval(() => everybody().forEach((connection) => connection.beat()), BEAT_MILLISECONDS)
  beating.unref()
  return async () => {
    clearInterval(beating)
    endLive()
    await stop()
  }
}

/** Lets every open page go and takes no new one: a server that stops would wait for them. */
export function endLive(): void {
  state.sources = undefined
  closeAll()
}

/** A stream of events for a member's browser; it ends with the sign-in, the process, or the browser. */
export function openLive(
  member: Member,
  { locale, signal }: { locale?: string; signal?: AbortSignal } = {},
): Response {
  const { sources } = state
  if (sources === undefined || state.count >= MOST_PER_PROCESS)
    throw new AppError('unavailable', 'No page can listen just now.', { retryAfterSeconds: 5 })
  const own = state.ofPerson.get(member.userId) ?? new Set()
  if (own.size >= MOST_PER_PERSON)
    throw new AppError('limited', 'This person listens in too many places.', { retryAfterSeconds: 60 })
  const connection: Connection = new Connection(member, { locale, onEnd: () => forget(connection) })
  state.ofPerson.set(member.userId, own.add(connection))
  state.count += 1
  signal?.addEventListener('abort', () => connection.close(), { once: true })
  connection.greet(sources)
  if (signal?.aborted === true) connection.close()
  return new Response(connection.body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // no-transform and the second header: a proxy in between must neither compress nor gather.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}

/** How many pages listen in this process. */
export function countListeners(): number {
  return state.count
}

function changesOf(sources: readonly LiveSource[]) {
  const signIns = SignIn.collection.name
  return {
    $or: [
      {
        'ns.coll': { $in: sources.map(({ collection }) => collection) },
        operationType: { $in: ['insert', 'update', 'replace'] },
      },
      {
        'ns.coll': signIns,
        operationType: 'update',
        'updateDescription.updatedFields.endedAt': { $exists: true },
      },
      { 'ns.coll': signIns, operationType: 'delete' },
    ],
  }
}

function pass(change: Change, sources: readonly LiveSource[]): void {
  if (!('ns' in change) || !('coll' in change.ns) || !('documentKey' in change)) return
  const id = String(change.documentKey._id)
  if (change.ns.coll === SignIn.collection.name) return endSignIn(id)
  // Gone again before it was looked up: nothing is left to tell.
  const row = 'fullDocument' in change ? change.fullDocument : undefined
  for (const source of sources) {
    if (source.collection !== change.ns.coll || row == null) continue
    const userId = source.userOf(row)
    for (const connection of state.ofPerson.get(userId ?? '') ?? [])
      connection.note(source, id, change.operationType === 'insert')
  }
}

function endSignIn(signInId: string): void {
  for (const connection of everybody()) if (connection.signInId === signInId) connection.end()
}

function everybody(): Connection[] {
  return [...state.ofPerson.values()].flatMap((own) => [...own])
}

function closeAll(): void {
  for (const connection of everybody()) connection.close()
}

function forget(connection: Connection): void {
  const own = state.ofPerson.get(connection.userId)
  if (own?.delete(connection) !== true) return
  state.count -= 1
  if (own.size === 0) state.ofPerson.delete(connection.userId)
}
