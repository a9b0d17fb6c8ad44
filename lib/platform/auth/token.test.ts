import os from 'node:os'
import { encode } from 'next-auth/jwt'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { resetEnv } from '../env'
import { openToken, sealToken, sessionCookieName, sessionCookieOptions } from './token'

const TOKEN = { userId: 'a'.repeat(24), signInId: 'b'.repeat(24) }
const SECRET = 'x'.repeat(40)

function useSettings(variables: Record<string, string>): void {
  vi.stubEnv('DATA_DIR', os.tmpdir())
  vi.stubEnv('NEXTAUTH_SECRET', SECRET)
  vi.stubEnv('DATA_KEY', Buffer.alloc(32).toString('base64'))
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  resetEnv()
}
beforeEach(() => useSettings({}))
afterEach(() => {
  vi.unstubAllEnvs()
  resetEnv()
})

test('a sealed token comes back, and says who and by which sign-in and no more', async () => {
  expect(await openToken(await sealToken(TOKEN, 60))).toEqual(TOKEN)
})

test('a token NextAuth wrote for us is read', async () => {
  const sealed = await encode({
    token: { sub: TOKEN.userId, signIn: TOKEN.signInId, name: 'Ada' },
    secret: SECRET,
  })
  expect(await openToken(sealed)).toEqual(TOKEN)
})

test.each([
  ['missing', () => undefined],
  ['empty', () => ''],
  ['rubbish', () => 'a.b.c.d.e'],
  ['huge', () => 'x'.repeat(100_000)],
  ['run out', () => sealToken(TOKEN, -60)],
  [
    'under another secret',
    () => encode({ token: { sub: TOKEN.userId, signIn: TOKEN.signInId }, secret: 'y'.repeat(40) }),
  ],
  ['without a sign-in', () => encode({ token: { sub: TOKEN.userId }, secret: SECRET })],
  [
    'with an operator as sign-in',
    () => encode({ token: { sub: TOKEN.userId, signIn: { $gt: '' } }, secret: SECRET }),
  ],
  [
    'with an operator as id',
    () => encode({ token: { sub: { $gt: '' } as never, signIn: TOKEN.signInId }, secret: SECRET }),
  ],
])('a token that is %s belongs to nobody', async (_what, make) => {
  expect(await openToken(await make())).toBeUndefined()
})

test('on https the cookie is secure and only its protected name counts', () => {
  expect([sessionCookieName(), sessionCookieOptions(60).secure]).toEqual(['next-auth.session-token', false])
  useSettings({ APP_URL: 'https://academy.example' })
  expect([sessionCookieName(), sessionCookieOptions(60).secure]).toEqual([
    '__Secure-next-auth.session-token',
    true,
  ])
  expect(sessionCookieOptions(60)).toMatchObject({ httpOnly: true, sameSite: 'lax' })
})
