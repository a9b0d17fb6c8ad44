import { Socket } from 'node:net'
import { deserialize, EJSON, onDemand, serialize } from 'bson'
import { expect } from 'vitest'
import { Cursors } from '../../src/commands/cursors.ts'
import { SeenSessions } from '../../src/commands/seen-sessions.ts'
import { Dispatcher } from '../../src/commands/dispatch.ts'
import type { Doc } from '../../src/values/codec.ts'
import { Connection } from '../../src/wire/connection.ts'
import { frameRequest, parseFrame } from '../../src/wire/framing.ts'
import { newIdentity } from '../../src/wire/hello.ts'
import { deriveKeys } from '../../src/wire/scram.ts'
import { temporaryEngine } from '../engine/folder.ts'
import type { Case, Refusal } from './case.ts'
import { SELF } from './case.ts'

const NOW = new Date('2026-01-02T03:04:05.006Z')

/** What MongoDB calls its errors; those without a name are called by their number. */
const NAMES: Record<number, string> = {
  2: 'BadValue',
  9: 'FailedToParse',
  14: 'TypeMismatch',
  16: 'InvalidLength',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  48: 'NamespaceExists',
  59: 'CommandNotFound',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  112: 'WriteConflict',
  146: 'ExceededMemoryLimit',
  121: 'DocumentValidationFailure',
  168: 'InvalidPipelineOperator',
  171: 'CannotIndexParallelArrays',
  197: 'InvalidIndexSpecificationOption',
  238: 'NotImplemented',
  241: 'ConversionFailure',
  291: 'NoQueryExecutionPlans',
  11000: 'DuplicateKey',
}

/** Runs cases through the wire format and the real commands and engine; only the socket and the sign-in are left out. */
export class Bench {
  readonly #dispatcher: Dispatcher
  readonly #connection: Connection
  readonly dispose: () => Promise<void>
  #collections = 0
  #requests = 0

  private constructor(engine: Awaited<ReturnType<typeof temporaryEngine>>) {
    this.dispose = engine.dispose
    this.#dispatcher = new Dispatcher({
      engine: engine.engine,
      cursors: new Cursors(),
      identity: newIdentity('127.0.0.1:27017'),
      keys: deriveKeys('user', 'password'),
      startedAt: NOW,
      now: () => NOW,
      sessions: new SeenSessions('test'),
      connectionCount: () => 1,
    })
    this.#connection = new Connection(new Socket(), this.#dispatcher)
    this.#connection.admit()
  }

  static async open(): Promise<Bench> {
    return new Bench(await temporaryEngine({ now: () => NOW }))
  }

  /** The reply to a command, as bytes. */
  async #run(command: Doc): Promise<Uint8Array> {
    const bytes = frameRequest({ ...command, $db: 'test' }, ++this.#requests)
    const request = parseFrame({ requestId: this.#requests, opCode: 2013, bytes })
    return await this.#dispatcher.answer(this.#connection, request)
  }

  async check({ before, prepare = [], command, reply, refusal, after }: Case): Promise<void> {
    const coll = `c${++this.#collections}`
    if (before.length > 0) await this.#succeed({ insert: coll, documents: before })
    for (const each of prepare) await this.#succeed(named(each, coll))
    const answer = await this.#run(named(command, coll))
    if (refusal !== undefined) expectRefusal(answer, refusal)
    else expectReply(answer, reply ?? {})
    const left = await this.#run({ find: coll, batchSize: 1000 })
    expect(documentsOf(left)).toEqual((after ?? before).map(showDoc))
  }

  async #succeed(command: Doc): Promise<void> {
    const reply = deserialize(await this.#run(command))
    expect([Number(reply['ok']), reply['errmsg'], reply['writeErrors']]).toEqual([1, undefined, undefined])
  }
}

function named(command: Doc, coll: string): Doc {
  const [first = ''] = Object.keys(command)
  const inner = command[first]
  return {
    ...(withSelf(command, coll) as Doc),
    [first]: typeof inner === 'object' ? named(inner as Doc, coll) : coll,
  }
}

/** Stages that read a collection by name read the case's own. */
function withSelf(value: unknown, coll: string): unknown {
  if (value === SELF) return coll
  if (Array.isArray(value)) return value.map((item) => withSelf(item, coll))
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withSelf(inner, coll)]))
}

function expectRefusal(answer: Uint8Array, { code, message, errInfo }: Refusal): void {
  const reply = deserialize(answer) as Doc
  const [writeError] = (reply['writeErrors'] ?? []) as Doc[]
  const error = writeError ?? reply
  const text = String(error['errmsg'])
  if (writeError === undefined) expect(reply['codeName']).toBe(NAMES[code] ?? `Location${code}`)
  expect({ code: error['code'], message: text }).toEqual({
    code,
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  })
  if (errInfo !== undefined) {
    const found = (deserialize(answer, { promoteValues: false })['writeErrors'] as Doc[])[0]?.['errInfo']
    expect(showDoc(found as Doc)).toEqual(showDoc(errInfo))
  }
}

function expectReply(answer: Uint8Array, { documents, ...fields }: Doc): void {
  const shown = Object.fromEntries(elementsOf(answer).map((each) => showElement(answer, each)))
  expect(shown).toMatchObject({ ok: '{"$numberDouble":"1.0"}' })
  expect(shown).not.toHaveProperty('writeErrors')
  if (documents !== undefined) expect(documentsOf(answer)).toEqual((documents as Doc[]).map(showDoc))
  for (const name of Object.keys(fields))
    expect({ [name]: shown[name] }).toEqual({ [name]: showDoc({ v: fields[name] }).slice(3, -1) })
}

/** The documents of a cursor's first batch. */
function documentsOf(answer: Uint8Array): string[] {
  const cursor = inside(answer, 'cursor')
  const batch = cursor === undefined ? undefined : inside(cursor, 'firstBatch')
  if (batch === undefined) throw new Error(EJSON.stringify(deserialize(answer)))
  return elementsOf(batch).map((each) => showElement(batch, each)[1])
}

function inside(bytes: Uint8Array, name: string): Uint8Array | undefined {
  for (const [, nameAt, nameLength, at, length] of elementsOf(bytes)) {
    if (Buffer.from(bytes.subarray(nameAt, nameAt + nameLength)).toString() === name)
      return bytes.subarray(at, at + length)
  }
  return undefined
}

function showDoc(doc: Doc): string {
  return showBytes(serialize(doc))
}

/** Bytes as text with every type and the order of fields: what two documents are compared by. */
function showBytes(bytes: Uint8Array): string {
  const fields = elementsOf(bytes).map((each) => showElement(bytes, each))
  return `{${fields.map(([name, value]) => `${name}:${value}`).join(',')}}`
}

function elementsOf(bytes: Uint8Array): Element[] {
  return [...onDemand.parseToElements(bytes)]
}

type Element = [type: number, nameAt: number, nameLength: number, at: number, length: number]

function showElement(bytes: Uint8Array, [type, nameAt, nameLength, at, length]: Element): [string, string] {
  const name = Buffer.from(bytes.subarray(nameAt, nameAt + nameLength)).toString()
  const value = bytes.subarray(at, at + length)
  if (type === 3) return [name, showBytes(value)]
  if (type === 4) {
    const items = elementsOf(value).map((each) => showElement(value, each)[1])
    return [name, `[${items.join(',')}]`]
  }
  const single = Buffer.alloc(7 + length)
  single.writeInt32LE(single.length, 0)
  single[4] = type & 0xff
  single.set(value, 6)
  const decoded = deserialize(single, { promoteValues: false, bsonRegExp: true })['']
  return [name, EJSON.stringify(decoded, { relaxed: false })]
}
