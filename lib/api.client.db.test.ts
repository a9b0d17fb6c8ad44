import { readFileSync } from 'node:fs'
import { expect, expectTypeOf, test } from 'vitest'
import { GET as listNotifications } from '@/app/api/notifications/route'
import { GET as getOpenApi } from '@/app/api/openapi.json/route'
import { POST as logIn } from '@/app/api/users/login/route'
import { apiDocument } from '@/lib/openapi'
import { hashPassword } from '@/lib/platform/auth/password'
import { env } from '@/lib/platform/env'
import { apiClient } from '@/lib/platform/testing/api-client/client'
import { CLIENT_FILE, clientTypes } from '@/lib/platform/testing/api-client/generate'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asStudent } from '@/lib/platform/testing/viewers'

useTestDatabase()

const HANDLERS = {
  '/api/users/login': logIn,
  '/api/notifications': listNotifications,
  '/api/openapi.json': getOpenApi,
} as const

/** The way from the client to the handlers without a network between. */
async function fetch(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  return HANDLERS[pathname as keyof typeof HANDLERS](request, { params: Promise.resolve({}) })
}

test('the types of the client are those of today’s operations: npm run api:client', async () => {
  expect(readFileSync(CLIENT_FILE, 'utf8')).toBe(await clientTypes(apiDocument().document))
})

test('a program signs in and reads by the client alone, and its answers have types', async () => {
  await asStudent({
    username: 'ada',
    usernameKey: 'ada',
    passwordHash: await hashPassword('calm rivers east'),
  })
  const visitor = apiClient({ baseUrl: env().APP_URL, fetch })
  const signedIn = await visitor.POST('/api/users/login', {
    body: { email: 'ada', password: 'calm rivers east' },
  })
  const token = signedIn.data?.token
  expectTypeOf(token).toEqualTypeOf<string | undefined>()
  const client = apiClient({ baseUrl: env().APP_URL, token, fetch })
  const { data } = await client.GET('/api/notifications', { params: { query: { limit: 2 } } })
  expect(data).toEqual({ items: [], nextCursor: null })
  expectTypeOf(data?.items[0]?.title).toEqualTypeOf<string | undefined>()
  const refused = await visitor.GET('/api/notifications')
  expect([refused.response.status, refused.error?.code]).toEqual([401, 'unauthenticated'])
})

test('the document is read with its tag, and not sent again to who has it', async () => {
  const first = await fetch(new Request(`${env().APP_URL}/api/openapi.json`))
  const tag = first.headers.get('etag') ?? ''
  expect(await first.json()).toMatchObject({ openapi: '3.1.1' })
  const again = new Request(`${env().APP_URL}/api/openapi.json`, { headers: { 'if-none-match': tag } })
  expect((await fetch(again)).status).toBe(304)
})
