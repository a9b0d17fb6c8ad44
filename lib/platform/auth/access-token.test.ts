import os from 'node:os'
import { SignJWT, UnsecuredJWT } from 'jose'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { setClock } from '../clock'
import { resetEnv } from '../env'
import { openAccessToken, signAccessToken } from './access-token'

const SESSION = { userId: 'a'.repeat(24), signInId: 'b'.repeat(24) }
const OLD = Buffer.alloc(32, 1).toString('base64')
const NEW = Buffer.alloc(32, 2).toString('base64')

function useSettings(variables: Record<string, string> = {}): void {
  vi.stubEnv('DATA_DIR', os.tmpdir())
  vi.stubEnv('NEXTAUTH_SECRET', 'x'.repeat(40))
  vi.stubEnv('DATA_KEY', Buffer.alloc(32).toString('base64'))
  vi.stubEnv('APP_URL', 'https://academy.example')
  vi.stubEnv('TOKEN_KEYS', '')
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  resetEnv()
}
beforeEach(() => useSettings())
afterEach(() => {
  vi.unstubAllEnvs()
  resetEnv()
  setClock(undefined)
})

test('a token says who and by which sign-in, names its key, and is for this academy alone', async () => {
  const token = await signAccessToken(SESSION)
  expect(await openAccessToken(token)).toEqual(SESSION)
  const [head = '', body = ''] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString())
  expect(JSON.parse(head)).toMatchObject({ alg: 'HS256', kid: expect.stringMatching(/^[\w-]{8}$/) })
  expect(JSON.parse(body)).toMatchObject({
    iss: 'https://academy.example',
    aud: 'https://academy.example/api',
  })
  useSettings({ APP_URL: 'https://other.example' })
  expect(await openAccessToken(token)).toBeUndefined()
})

test('after a change of keys old tokens are believed as long as the old key is listed', async () => {
  useSettings({ TOKEN_KEYS: OLD })
  const before = await signAccessToken(SESSION)
  useSettings({ TOKEN_KEYS: `${NEW},${OLD}` })
  expect(await openAccessToken(before)).toEqual(SESSION)
  const after = await signAccessToken(SESSION)
  useSettings({ TOKEN_KEYS: NEW })
  expect(await openAccessToken(after)).toEqual(SESSION)
  expect(await openAccessToken(before)).toBeUndefined()
})

test('a token that was changed in any character is refused', async () => {
  const token = await signAccessToken(SESSION)
  const [head = '', body = '', seal = ''] = token.split('.')
  for (const changed of [
    [head, body, seal.slice(0, -2) + (seal.endsWith('A') ? 'BB' : 'AA')],
    [head, Buffer.from(JSON.stringify({ sub: 'c'.repeat(24) })).toString('base64url'), seal],
    [head, body],
    [head, body, ''],
  ]) {
    expect(await openAccessToken(changed.join('.'))).toBeUndefined()
  }
})

test('no other algorithm, no missing or far end, and no foreign claims are believed', async () => {
  useSettings({ TOKEN_KEYS: OLD })
  const token = await signAccessToken(SESSION)
  const head = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())
  const key = Buffer.from(OLD, 'base64')
  const at = Math.floor(Date.now() / 1000)
  const claims = { sid: SESSION.signInId, sub: SESSION.userId, iss: 'https://academy.example' }
  const whole = { ...claims, aud: 'https://academy.example/api', iat: at, exp: at + 60 }
  const made = (content: object, header = head) =>
    new SignJWT({ ...content }).setProtectedHeader(header).sign(key)
  expect(await openAccessToken(await made(whole))).toEqual(SESSION)
  const refused = [
    made({ ...whole, exp: undefined }),
    made({ ...whole, iat: at - 7200, exp: at + 9999 }),
    made({ ...whole, aud: 'https://academy.example' }),
    made({ ...whole, sub: { $gt: '' } }),
    made({ ...whole, sid: undefined }),
    made(whole, { ...head, typ: 'other' }),
    made(whole, { ...head, kid: 'unknown1' }),
    made(whole, { ...head, alg: 'HS384' }),
    new UnsecuredJWT(whole).encode(),
    'x'.repeat(5000),
    '',
  ]
  for (const one of await Promise.all(refused)) expect(await openAccessToken(one)).toBeUndefined()
})
