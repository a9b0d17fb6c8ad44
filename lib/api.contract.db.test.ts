import { globSync } from 'node:fs'
import path from 'node:path'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { Types } from 'mongoose'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import '@/lib/jobs'
import { createTranslator } from 'next-intl'
import { messagesOf } from '@/i18n/messages'
import { operations } from '@/lib/api'
import { apiDocument } from '@/lib/openapi'
import { enroll } from '@/lib/enrollments/commands'
import { hashPassword } from '@/lib/platform/auth/password'
import { SIGN_IN_SECONDS } from '@/lib/platform/auth/sign-ins'
import { sealToken, sessionCookieName } from '@/lib/platform/auth/token'
import type { Member } from '@/lib/platform/auth/viewer'
import { env, resetEnv } from '@/lib/platform/env'
import { EXAMPLE } from '@/lib/platform/http/example-ids'
import type { DescribedCall, Json } from '@/lib/platform/http/openapi'
import { takesBearer, type Example, type Operation } from '@/lib/platform/http/operation'
import { log } from '@/lib/platform/log'
import { tokenOf } from '@/lib/platform/testing/api'
import { contractOf } from '@/lib/platform/testing/contract'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { HOSTILE, hostileValue, spoilt, valuesOf } from '@/lib/platform/testing/generate'
import { asAdmin, asInstructor, asStudent } from '@/lib/platform/testing/viewers'
import { completeLesson } from '@/lib/progress/commands/lessons'
import { Certificate } from '@/models/certificate'
import { Notification } from '@/models/notification'

// The words of a drawn picture come from React's server, which is not here.
vi.mock('next-intl/server', async (original) => ({
  ...(await original<object>()),
  getTranslations: async ({ namespace }: { namespace: never }) =>
    createTranslator({ locale: 'en', messages: messagesOf.en, namespace }),
}))

/**
 * Every operation is called with values made from its own schemas, right ones and wrong ones, by everybody, on the real
 * database. Whatever comes back must be what the document says: the status, the content type, and the body by a validator
 * that knows the document alone.
 */
useTestDatabase()

/** Chosen once; a failure is met again by the same calls. */
const SEED = 20_261_121
const CASES = 40
const WRONG_TYPES = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '']

type Handler = ((
  request: Request,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>) & { operation?: Operation }

const { document } = apiDocument()
const { checkAt } = contractOf(document)
const handlers = new Map<string, Handler>()
for (const file of [...globSync('app/**/route.ts'), ...globSync('app/.well-known/**/route.ts')]) {
  const exported = (await import(path.resolve(file))) as Record<string, Handler>
  for (const one of Object.values(exported))
    if (typeof one === 'function' && one.operation !== undefined) handlers.set(one.operation.id, one)
}

type Scene = {
  ids: string[]
  serial: string
  slug: string
  people: Record<'student' | 'instructor' | 'admin', Member>
}
const ROLES = ['visitor', 'student', 'instructor', 'admin', 'stranger'] as const
type Role = (typeof ROLES)[number]
let scene: Scene
let logged: unknown[]
/** Of the people of this test, by role. */
let tokens: Map<Role, string>
let passwordHash: string

beforeEach(async () => {
  vi.stubEnv('RATE_LIMITS', '*100000')
  resetEnv()
  logged = []
  tokens = new Map()
  passwordHash ??= await hashPassword('seven calm rivers east')
  vi.spyOn(log, 'error').mockImplementation((...given: unknown[]) => void logged.push(given))
  scene = await makeScene()
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  resetEnv()
})

/** Somebody of each role, a course they learn and teach in, and what the examples speak of. */
async function makeScene(): Promise<Scene> {
  const admin = await asAdmin({ passwordHash })
  const instructor = await asInstructor({ _id: new Types.ObjectId(EXAMPLE.person) } as never)
  const student = await asStudent({ username: 'ada', usernameKey: 'ada', passwordHash })
  const teacher = new Types.ObjectId(instructor.userId)
  const [course, openCourse] = [new Types.ObjectId(EXAMPLE.course), new Types.ObjectId(EXAMPLE.openCourse)]
  const words = { title: 'Numbers for everybody', slug: EXAMPLE.courseSlug }
  const example = await makeCourse({ ...words, instructor: teacher, _id: course } as never, [
    { _id: new Types.ObjectId(EXAMPLE.lesson), course } as never,
    { course },
    { course },
  ])
  await makeCourse({ instructor: teacher, _id: openCourse } as never, [{ course: openCourse }])
  const done = await makeCourse({ instructor: teacher }, 1)
  const draft = await makeCourse({ instructor: teacher, status: 'draft' })
  for (const made of [example, done]) await enroll(student, { courseId: made.course.id })
  await enroll(admin, { courseId: EXAMPLE.course })
  await completeLesson(student, { lessonId: String(done.lessons[0]?.id) })
  const certificate = await Certificate.findOne({}).lean()
  const [notice] = await Notification.create([
    {
      user: student.userId,
      kind: 'certificate',
      notice: 'certificateIssued',
      params: { course: 'Numbers' },
      link: '/certificates/x',
      key: 'k',
      deleteAt: new Date(Date.now() + 1e9),
    },
  ])
  const things = [example, done, draft].flatMap(({ course, lessons }) => [
    course.id,
    ...lessons.map(({ id }) => id),
  ])
  return {
    ids: [...things, student.userId, instructor.userId, admin.userId, String(notice?._id)].map(String),
    serial: certificate?.serial ?? '',
    slug: EXAMPLE.courseSlug,
    people: { student, instructor, admin },
  }
}

/** By token where a program calls, by cookie from our own pages where they do; a stranger shows what opens nothing. */
async function passportOf(described: Operation, role: Role): Promise<Record<string, string>> {
  if (role === 'visitor') return {}
  if (role === 'stranger') return { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' }
  const member = scene.people[role]
  if (takesBearer(described)) {
    const token = tokens.get(role) ?? (await tokenOf(member))
    tokens.set(role, token)
    return { authorization: `Bearer ${token}` }
  }
  const { userId, signInId } = member
  const sealed = await sealToken({ userId, signInId }, SIGN_IN_SECONDS)
  return { cookie: `${sessionCookieName()}=${sealed}`, origin: env().APP_URL }
}

type Call = {
  role: Role
  params: Record<string, string>
  query: [string, string][]
  body?: string
  type?: string
  headers?: Record<string, string>
}

async function send(
  described: Operation,
  { role, params, query, body, type, headers }: Call,
): Promise<Response> {
  const handler = handlers.get(described.id)
  if (handler === undefined) throw new Error(`${described.id} has no handler.`)
  const address = described.path.replace(/\{(\w+)\}/g, (_all, name: string) =>
    encodeSafely(params[name] ?? ''),
  )
  const search = new URLSearchParams(query).toString()
  const request = new Request(`${env().APP_URL}${address}${search && `?${search}`}`, {
    method: described.method,
    headers: {
      ...(await passportOf(described, role)),
      ...(type !== undefined && { 'content-type': type }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  })
  return handler(request, { params: Promise.resolve(params) })
}

function encodeSafely(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

/** What is wrong with an answer by the document; nothing where all is as it says. */
async function faultOf(
  { path: address, method }: Operation,
  response: Response,
): Promise<string | undefined> {
  const { status } = response
  const name = method.toLowerCase()
  const described = document.paths[address]?.[name] as DescribedCall
  const text = await textOf(response)
  if (status >= 500 && described.responses[status] === undefined)
    return `${status}: ${text} ${inspect(logged.at(-1), { depth: 4 })}`
  const answer = described.responses[status]
  if (answer === undefined) return `The document knows no ${status}: ${text}`
  if (!response.headers.has('x-request-id')) return 'It has no request id.'
  const media = Object.keys(answer.content ?? {})
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';')
  if (media.length === 0) return text === '' ? undefined : `${status} should carry nothing, not ${text}`
  const known = media.find((each) => each === type || each === '*/*')
  if (known === undefined) return `${type} is none of ${media.join(', ')}.`
  if (!/json$/.test(known)) return undefined
  const check = checkAt('paths', address, name, 'responses', status, 'content', known, 'schema')
  const content: unknown = JSON.parse(text)
  if (!check(content))
    return `${status} does not fit: ${JSON.stringify(check.errors)} in ${text.slice(0, 500)}`
  return undefined
}

async function textOf(response: Response): Promise<string> {
  if (!/json/.test(response.headers.get('content-type') ?? '')) {
    await response.body?.cancel()
    return response.body === null ? '' : '(a file)'
  }
  return response.text()
}

/** The calls of an operation: well-formed ones, and ones with something wrong. */
function callsOf(described: Operation): Call[] {
  const { path: address, method } = described
  const written = document.paths[address]?.[method.toLowerCase()]
  const ground = { ids: scene.ids, document: document as unknown as Json }
  const parameters = written?.parameters ?? []
  const fields = (place: 'path' | 'query') =>
    fc.record(
      Object.fromEntries(
        parameters
          .filter((parameter) => parameter.in === place)
          .map(({ name, schema }) => [
            name,
            place === 'path' ? partsOf(name, schema, ground) : valuesOf(schema, ground),
          ]),
      ),
      place === 'path'
        ? {}
        : {
            requiredKeys: parameters
              .filter(({ required }) => required)
              .map(({ name }) => name)
              .filter((name) => parameters.some((one) => one.name === name && one.in === 'query')),
          },
    )
  const schema = written?.requestBody?.content['application/json']?.schema
  const right = schema === undefined ? fc.constant(undefined) : valuesOf(schema, ground)
  const made = fc.record({
    // Who is let in further meets more of the house.
    role: fc.constantFrom(...ROLES, 'student', 'instructor', 'instructor', 'admin', 'admin'),
    params: fc.oneof(
      { weight: 5, arbitrary: fields('path') },
      { weight: 1, arbitrary: spoilt(fields('path')) },
    ),
    query: fc.oneof(
      { weight: 3, arbitrary: fields('query') },
      { weight: 1, arbitrary: spoilt(fields('query')) },
    ),
    body: fc.oneof({ weight: 3, arbitrary: right }, { weight: 2, arbitrary: spoilt(right) }),
    raw: fc.option(fc.constantFrom('', '{', '[]', 'null', '"text"', '\u0000', '['.repeat(3000)), { freq: 9 }),
    type: fc.oneof(
      { weight: 9, arbitrary: fc.constant('application/json') },
      fc.constantFrom(...WRONG_TYPES),
    ),
  })
  const writes = method !== 'GET' && method !== 'HEAD'
  return fc.sample(made, { seed: SEED, numRuns: CASES }).map(({ role, params, query, body, raw, type }) => ({
    role,
    params: textsOf(
      params,
      parameters.filter((one) => one.in === 'path').map(({ name }) => name),
    ),
    query: Object.entries(typeof query === 'object' && query !== null ? query : {}).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, wordOf(one).toWellFormed()]),
    ),
    ...(writes && { body: raw ?? JSON.stringify(body ?? {}), type }),
  }))
}

function partsOf(
  name: string,
  schema: Json,
  ground: { ids: string[]; document: Json },
): fc.Arbitrary<unknown> {
  const known = /serial/i.test(name) ? [scene.serial] : [scene.slug, EXAMPLE.course, ...scene.ids]
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...known) },
    { weight: 1, arbitrary: valuesOf(schema, ground) },
    { weight: 1, arbitrary: hostileValue },
  )
}

/** An address has each of its parts, as text that is not empty: no other reaches a handler. */
function textsOf(params: unknown, names: string[]): Record<string, string> {
  const given = (typeof params === 'object' && params !== null ? params : {}) as Record<string, unknown>
  return Object.fromEntries(names.map((name) => [name, wordOf(given[name]).toWellFormed() || 'none']))
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
}

const tried = operations.filter(({ id }) => handlers.has(id))
const seen = { calls: 0, byStatus: new Map<number, number>() }

describe('whatever is sent, the answer is one that the document describes', () => {
  test.each(tried.map((described) => [described.id, described] as const))('%s', async (_id, described) => {
    const faults: string[] = []
    for (const one of callsOf(described)) {
      const response = await send(described, one)
      seen.calls += 1
      seen.byStatus.set(response.status, (seen.byStatus.get(response.status) ?? 0) + 1)
      const fault = await faultOf(described, response)
      if (fault !== undefined) faults.push(`${fault}\n  after ${JSON.stringify(one).slice(0, 800)}`)
    }
    expect(faults.slice(0, 3)).toEqual([])
  })
})

describe('each example answers as it says', () => {
  const examples = tried.flatMap((described) =>
    (described.examples ?? []).map(
      (example) => [`${described.id}: ${example.name}`, described, example] as const,
    ),
  )
  test.each(examples)('%s', async (_name, described, { params, query, body, status }: Example) => {
    const response = await send(described, {
      role: takesBearer(described) ? 'admin' : 'visitor',
      params: { ...params },
      query: Object.entries(query ?? {}),
      ...(body !== undefined && { body: JSON.stringify(body), type: 'application/json' }),
    })
    expect([response.status, await faultOf(described, response)]).toEqual([status, undefined])
  })
})

test('every operation but NextAuth’s was tried', () => {
  const left = operations.filter(({ id }) => !handlers.has(id)).map(({ path: address }) => address)
  expect([...new Set(left)].toSorted()).toEqual(['/api/auth/{nextauth}'])
  expect(HOSTILE.length).toBeGreaterThan(20)
})

afterAll(() => {
  const counts = [...seen.byStatus].toSorted(([one], [other]) => one - other)
  process.stdout.write(
    `${seen.calls} generated calls: ${counts.map(([status, n]) => `${status} × ${n}`).join(', ')}\n`,
  )
})
