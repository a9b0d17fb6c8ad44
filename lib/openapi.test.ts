import { globSync, readFileSync } from 'node:fs'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { operations } from '@/lib/api'
import { SCOPES } from '@/lib/platform/auth/scopes'
import { contractOf } from '@/lib/platform/testing/contract'
import { apiDocument } from './openapi'

const { document, text, etag } = apiDocument()
const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, call]) => ({ path, method, call })),
)

test('the document is OpenAPI 3.1, by the word of a validator', async () => {
  const result = await new Validator({ strict: false }).validate(JSON.parse(text))
  expect(result).toMatchObject({ valid: true })
})

test('every handler has an operation and every operation a handler', () => {
  const files = [
    ...globSync('app/**/route.ts'),
    // A glob passes over names that begin with a dot.
    ...globSync('app/.well-known/**/route.ts'),
  ]
  const handlers = files.flatMap((file) => methodsOf(file).map((method) => `${method} ${addressOf(file)}`))
  const described = operations.map(({ method, path }) => `${method} ${path}`)
  expect(described.toSorted()).toEqual(handlers.toSorted())
})

test('every schema in it is one that a validator of JSON Schema can use', () => {
  const { checkAt } = contractOf(document)
  const usable = (...keys: (string | number)[]) =>
    expect(() => checkAt(...keys), keys.join(' ')).not.toThrow()
  for (const { path, method, call } of calls) {
    const at = ['paths', path, method]
    for (const place of (call.parameters ?? []).keys()) usable(...at, 'parameters', place, 'schema')
    for (const media of Object.keys(call.requestBody?.content ?? {}))
      usable(...at, 'requestBody', 'content', media, 'schema')
    for (const [status, { content = {} }] of Object.entries(call.responses))
      for (const media of Object.keys(content)) usable(...at, 'responses', status, 'content', media, 'schema')
  }
})

test('each call has a name of its own, a sentence, a way to sign in, and says all parts of its address', () => {
  const ids = calls.map(({ call }) => call.operationId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { path, method, call } of calls) {
    const name = `${method} ${path}`
    const inPath = (call.parameters ?? []).filter((parameter) => parameter.in === 'path')
    const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, each]) => each)
    expect([name, inPath.map((parameter) => parameter.name)]).toEqual([name, wanted])
    expect([name, /^[A-Z].*[^.]$/.test(call.summary)]).toEqual([name, true])
    expect([name, call.security.length > 0]).toEqual([name, true])
    expect([name, /^[a-z][A-Za-z]+$/.test(call.operationId)]).toEqual([name, true])
  }
})

test('a scope is one that a person can choose, and an example shows what programs may send', () => {
  for (const { id, audience, body, examples = [], scope } of operations) {
    if (scope !== undefined) expect([id, SCOPES.includes(scope)]).toEqual([id, true])
    if (audience === 'public' && body !== undefined && body !== 'own')
      expect([id, examples.some((example) => example.body !== undefined)]).toEqual([id, true])
  }
})

test('it is the same text each time, under one tag', () => {
  expect(apiDocument()).toMatchObject({ text, etag })
  expect(etag).toMatch(/^"[\w-]{22}"$/)
})

/** The methods that a route handler exports, however it says so. */
function methodsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8')
  return ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((method) =>
    new RegExp(
      `export (?:async )?(?:const|function) ${method}\\b|export \\{[^}]*\\b${method}\\b[^}]*\\}`,
    ).test(source),
  )
}

/** `app/[locale]/(site)/certificates/[serial]/pdf/route.ts` → `/certificates/{serial}/pdf`. */
function addressOf(file: string): string {
  const parts = file.split('/').slice(1, -1)
  const shown = parts.filter((part) => part !== '[locale]' && !/^\(.*\)$/.test(part))
  return `/${shown.join('/')}`.replace(/\[(?:\.\.\.)?(\w+)\]/g, '{$1}')
}
