import { expect, test } from 'vitest'
import { runInRequest, type RequestContext } from '../http/request-context.mjs'
import { tokenOf } from '../testing/api'
import { useTestDatabase } from '../testing/db'
import { makeUser } from '../testing/factories'
import { callerOf } from './request-viewer'
import { createSignIn } from './sign-ins'
import { sealToken, sessionCookieName } from './token'

useTestDatabase()

const asking = (headers: Record<string, string>) => new Request('http://localhost/api/x', { headers })

async function somebody() {
  const userId = (await makeUser())._id.toHexString()
  const sealed = await sealToken({ userId, signInId: await createSignIn(userId) }, 60)
  return {
    userId,
    cookie: `other=1; ${sessionCookieName()}=${sealed}; last=2`,
    authorization: `Bearer ${await tokenOf({ userId })}`,
  }
}

test('a cookie is believed where our pages call, and a token where programs do', async () => {
  const { userId, cookie, authorization } = await somebody()
  for (const [ways, headers] of [
    ['session', { cookie }],
    ['either', { cookie }],
    ['either', { authorization }],
    ['bearer', { authorization }],
  ] as const) {
    const { viewer, isByCookie } = await callerOf(asking(headers), ways)
    expect([viewer, isByCookie], ways).toEqual([expect.objectContaining({ userId }), 'cookie' in headers])
  }
})

test('where a token is expected a cookie counts for nothing, and beside a bad token it never counts', async () => {
  const { cookie, authorization } = await somebody()
  expect((await callerOf(asking({ cookie }), 'bearer')).viewer.kind).toBe('visitor')
  for (const bad of [
    'Bearer none',
    'Bearer',
    'Basic YTpi',
    `${authorization}x`,
    'bearer  ',
    'x'.repeat(9000),
  ]) {
    for (const ways of ['bearer', 'either'] as const) {
      const { viewer, refusal } = await callerOf(asking({ cookie, authorization: bad }), ways)
      expect([viewer.kind, refusal?.reason], bad).toEqual(['visitor', 'token.invalid'])
    }
  }
  const { viewer, refusal } = await callerOf(asking({ cookie, authorization }), 'session')
  expect([viewer.kind, refusal?.reason]).toEqual(['visitor', 'token.not_here'])
  expect((await callerOf(asking({ cookie, authorization }), 'none')).viewer.kind).toBe('visitor')
})

test('the cookie of our pages is no token, and a token is no cookie', async () => {
  const { cookie, authorization } = await somebody()
  const sealed = /session-token=([^;]+)/.exec(cookie)?.[1]
  const token = authorization.slice('Bearer '.length)
  expect((await callerOf(asking({ authorization: `Bearer ${sealed}` }), 'bearer')).viewer.kind).toBe(
    'visitor',
  )
  const swapped = asking({ cookie: `${sessionCookieName()}=${token}` })
  expect((await callerOf(swapped, 'session')).viewer.kind).toBe('visitor')
})

test('the log hears whose token a request carried', async () => {
  const { userId, authorization } = await somebody()
  const context: RequestContext = { requestId: 'r', address: null, url: '/' }
  await runInRequest(context, () => callerOf(asking({ authorization }), 'bearer'))
  expect(context.viewerId).toBe(userId)
})
