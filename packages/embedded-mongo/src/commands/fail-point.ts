import { setTimeout as pause } from 'node:timers/promises'
import { fault, location } from '../errors.ts'
import { isPlainObject } from '../values/paths.ts'
import type { Doc } from '../values/codec.ts'
import { plain, type Reply } from '../wire/reply.ts'
import type { CommandContext, CommandSpec } from './command.ts'
import { isResumable, writeConcernLabels } from './error-labels.ts'
import { Fields, toNumber } from './fields.ts'

/*
 * Failures on order, as MongoDB offers them to tests: only on a server that was started with `testCommands`.
 * https://github.com/mongodb/mongo/wiki/The-failCommand-Fail-Point
 */
const FAIL_POINTS = ['failCommand', 'failGetMoreAfterCursorCheckout', 'onPrimaryTransactionalWrite'] as const
type FailPointName = (typeof FAIL_POINTS)[number]

interface FailPoint {
  data: Doc
  /** Hits that pass before it begins to fail. */
  skips: number
  /** Hits that fail before it is off again; Infinity when nobody counts. */
  times: number
}

/** The fail points of one server; all are off at first. */
export class FailPoints {
  readonly #active = new Map<FailPointName, FailPoint>()

  set(name: FailPointName, mode: unknown, data: Doc): void {
    if (mode === 'off') this.#active.delete(name)
    else this.#active.set(name, { data, ...countsOf(mode) })
  }

  /** What the fail point orders for this hit; undefined when it is off or means somebody else. */
  hit(name: FailPointName, isMeant: (data: Doc) => boolean = () => true): Doc | undefined {
    const point = this.#active.get(name)
    if (point === undefined || !isMeant(point.data)) return undefined
    if (point.skips > 0) {
      point.skips -= 1
      return undefined
    }
    point.times -= 1
    if (point.times <= 0) this.#active.delete(name)
    return point.data
  }
}

function countsOf(mode: unknown): { skips: number; times: number } {
  if (mode === 'alwaysOn') return { skips: 0, times: Infinity }
  const { times, skip } = isPlainObject(mode) ? mode : {}
  if (toNumber(times) !== undefined) return { skips: 0, times: toNumber(times) ?? 0 }
  if (toNumber(skip) !== undefined) return { skips: toNumber(skip) ?? 0, times: Infinity }
  throw fault('BadValue', "a fail point's mode is 'off', 'alwaysOn', {times: n} or {skip: n}")
}

/**
 * Meets `failCommand` before a command's session is looked at, as MongoDB does, so that a transaction stays as it was:
 * waits, cuts the connection or throws as ordered. Returns what else is ordered. The labels are exactly those ordered,
 * or those that follow from the code.
 */
export async function meetFailCommand(context: CommandContext): Promise<Doc | undefined> {
  const { server, connection, name } = context
  const data = server.failPoints?.hit('failCommand', (wanted) => isMeant(context, wanted))
  if (data === undefined) return undefined
  const args = new Fields(data, 'failCommand')
  if (args.flag('blockConnection')) await pause(args.count('blockTimeMS') ?? 0)
  const message = `Failing command via 'failCommand' failpoint: ${name}`
  if (args.flag('closeConnection')) {
    connection.close()
    throw fault('HostUnreachable', message)
  }
  const labels = args.list('errorLabels')?.map(String)
  const code = args.number('errorCode')
  if (code === undefined) return data
  throw location(code, message, labels === undefined ? {} : { labels, hasExactLabels: true })
}

/** The reply with the write concern error that `failCommand` ordered for it. */
export function withOrderedError(
  reply: Reply,
  ordered: Doc,
  { body }: CommandContext,
  spec: CommandSpec,
): Reply {
  const args = new Fields(ordered, 'failCommand')
  const writeConcernError = args.doc('writeConcernError')
  if (writeConcernError === undefined) return reply
  const code = toNumber(writeConcernError['code']) ?? 0
  const errorLabels = args.list('errorLabels') ?? writeConcernLabels(code, spec, body)
  const fields: Doc = { ...reply.fields, writeConcernError }
  return { ...reply, fields: errorLabels.length > 0 ? { ...fields, errorLabels } : fields }
}

function isMeant({ body, connection }: CommandContext, data: Doc): boolean {
  const { failCommands, appName } = data
  const sentName = Object.keys(body)[0] ?? ''
  if (!Array.isArray(failCommands) || !failCommands.includes(sentName)) return false
  return appName === undefined || appName === connection.appName
}

/** `onPrimaryTransactionalWrite`: cuts the connection after a retryable write, or fails the write before it is done. */
export async function failingWrite<T>(context: CommandContext, write: () => Promise<T>): Promise<T> {
  const { server, connection, name } = context
  const data = server.failPoints?.hit('onPrimaryTransactionalWrite')
  if (data === undefined) return await write()
  connection.close()
  const code = new Fields(data, 'failPoint').number('failBeforeCommitExceptionCode')
  if (code !== undefined) throw location(code, `Failing write for ${name} due to failpoint.`)
  return await write()
}

/** `failGetMoreAfterCursorCheckout`: the getMore of a change stream fails once its cursor is found. */
export function failGetMore({ server }: CommandContext): void {
  const data = server.failPoints?.hit('failGetMoreAfterCursorCheckout')
  const code = data === undefined ? undefined : new Fields(data, 'failPoint').number('errorCode')
  if (code === undefined) return
  const labels = isResumable(code) ? ['ResumableChangeStreamError'] : []
  throw location(code, "Failing getMore via 'failGetMoreAfterCursorCheckout' failpoint", { labels })
}

const configureFailPoint: CommandSpec = {
  name: 'configureFailPoint',
  isAdminOnly: true,
  isUnstable: true,
  isTestOnly: true,
  fields: { mode: 'used', data: 'used' },
  run: ({ server, args }): Reply => {
    const name = args.requiredText('configureFailPoint')
    const known = FAIL_POINTS.find((point) => point === name)
    if (known === undefined) throw fault('FailPointSetFailed', `${name} not found`)
    server.failPoints?.set(known, args.any('mode'), args.doc('data') ?? {})
    return plain()
  },
}

export const failPointCommands: readonly CommandSpec[] = [configureFailPoint]
