import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import NextAuth from 'next-auth'
import { OAuth2Server } from 'oauth2-mock-server'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { authOptions } from '@/lib/platform/auth/next-auth'
import { openToken, sealToken, sessionCookieName } from '@/lib/platform/auth/token'
import { resetEnv } from '@/lib/platform/env'
import { makeUser } from '@/lib/platform/testing/factories'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asUser } from '@/lib/platform/testing/viewers'
import { SignIn } from '@/models/sign-in'
import { User } from '@/models/user'
import { signInPorts } from './sign-in-ports'
import { readTicket } from './ticket'

/** The cookies of one browser, for Next's `cookies()` and for NextAuth alike. */
const browser = vi.hoisted(() => ({ jar: new Map<string, string>() }))
vi.mock('next/headers', () => ({
  cookies: () =>
    Promise.resolve({
      get: (name: string) => (browser.jar.has(name) ? { name, value: browser.jar.get(name) } : undefined),
      set: (name: string, value: string) => browser.jar.set(name, value),
    }),
  headers: () => Promise.resolve(new Headers({ 'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/130.0' })),
}))

useTestDatabase()

const APP = 'http://localhost:3000'
const GITHUB = {
  authorize: '/login/oauth/authorize',
  token: '/login/oauth/access_token',
  userinfo: '/api/v3/user',
}
const google = new OAuth2Server()
const gitHub = new OAuth2Server(undefined, undefined, { endpoints: GITHUB })
let gitHubSite: Server
let gitHubAddresses: object[] = []

beforeAll(async () => {
  await google.issuer.keys.generate('RS256')
  await gitHub.issuer.keys.generate('RS256')
  await google.start(0, 'localhost')
  gitHubSite = createServer((request, response) => {
    if (request.url !== '/api/v3/user/emails') return gitHub.service.requestHandler(request, response)
    response.setHeader('content-type', 'application/json').end(JSON.stringify(gitHubAddresses))
  }).listen(0, 'localhost')
  await new Promise((resolve) => gitHubSite.once('listening', resolve))
  const gitHubUrl = `http://localhost:${(gitHubSite.address() as AddressInfo).port}`
  gitHub.issuer.url = gitHubUrl
  Object.assign(process.env, {
    GOOGLE_CLIENT_ID: 'google-id',
    GOOGLE_CLIENT_SECRET: 'google-secret',
    GOOGLE_ISSUER: google.issuer.url,
    GITHUB_ID: 'github-id',
    GITHUB_SECRET: 'github-secret',
    GITHUB_URL: gitHubUrl,
  })
  resetEnv()
})

afterAll(async () => {
  await google.stop()
  gitHubSite.close()
  for (const name of Object.keys(process.env).filter((each) => /^(GOOGLE|GITHUB)_/.test(each)))
    delete process.env[name]
  resetEnv()
})

beforeEach(() => browser.jar.clear())
afterEach(() => {
  google.service.removeAllListeners()
  gitHub.service.removeAllListeners()
})

/** One call of NextAuth as its handler would get it; cookies go into the browser. */
async function call(
  method: 'GET' | 'POST',
  path: string,
  input: Record<string, string> = {},
): Promise<string> {
  let location = ''
  const response = {
    status: () => response,
    send: () => response,
    json: () => response,
    end: () => response,
    getHeader: () => undefined,
    setHeader: (name: string, value: string | string[]) => {
      if (name === 'Location') location = String(value)
      if (name === 'Set-Cookie') for (const line of [value].flat()) keep(line)
      return response
    },
  }
  const query = { ...(method === 'GET' ? input : {}), nextauth: path.split('/') }
  const request = {
    method,
    query,
    body: method === 'POST' ? input : undefined,
    headers: {},
    cookies: cookieObject(),
  }
  await NextAuth(request as never, response as never, authOptions(signInPorts))
  return location
}

function keep(line: string): void {
  const [pair = ''] = line.split(';')
  const cut = pair.indexOf('=')
  browser.jar.set(pair.slice(0, cut), decodeURIComponent(pair.slice(cut + 1)))
}

function cookieObject(): Record<string, string> {
  return Object.fromEntries(browser.jar)
}

/** From the press of the button to where the person arrives. */
async function signInWith(provider: 'google' | 'github', next = '/courses'): Promise<string> {
  await call('GET', 'csrf')
  const [csrfToken = ''] = (browser.jar.get('next-auth.csrf-token') ?? '').split('|')
  const there = await call('POST', `signin/${provider}`, { csrfToken, callbackUrl: next })
  const back = new URL((await fetch(there, { redirect: 'manual' })).headers.get('location') ?? '')
  expect(back.origin + back.pathname).toBe(`${APP}/api/auth/callback/${provider}`)
  return call('GET', `callback/${provider}`, Object.fromEntries(back.searchParams))
}

const googleSays = (claims: object) =>
  google.service.on('beforeTokenSigning', (token) => Object.assign(token.payload, { sub: 'g-1' }, claims))
const gitHubSays = (profile: object, addresses: object[]) => {
  gitHubAddresses = addresses
  gitHub.service.on('beforeUserinfo', (answer) =>
    Object.assign(answer, { body: { id: 7, login: 'ada', ...profile } }),
  )
  gitHub.service.on('beforeResponse', ({ body }) => {
    if (body !== '') delete body['id_token']
  })
}
const whoIsIn = () => openToken(browser.jar.get(sessionCookieName()))

describe('signing in with a provider', () => {
  it('opens the account with the same, proven address and names the device', async () => {
    const user = await makeUser({ email: 'ada@example.test' })
    googleSays({ email: 'ada@example.test', email_verified: true, name: 'Ada' })
    expect(await signInWith('google')).toBe(`${APP}/courses`)
    const token = await whoIsIn()
    expect(token?.userId).toBe(user._id.toHexString())
    const signIn = await SignIn.findById(token?.signInId).orFail()
    expect(signIn.device.browser).toBe('Firefox')
    expect(await SignIn.countDocuments()).toBe(1)
  })

  it('leads an unknown person to the rest of the registration with a sealed ticket', async () => {
    googleSays({ email: 'New@Example.test', email_verified: true, name: 'Ada Lovelace' })
    expect(await signInWith('google')).toBe('/register?with=provider&next=%2Fcourses')
    expect(await readTicket()).toEqual({
      provider: 'google',
      subject: 'g-1',
      email: 'new@example.test',
      fullName: 'Ada Lovelace',
    })
    expect(await User.countDocuments()).toBe(0)
    expect(await whoIsIn()).toBeUndefined()
    browser.jar.set('registration-ticket', `${browser.jar.get('registration-ticket') ?? ''}x`)
    expect(await readTicket()).toBeNull()
  })

  it('refuses addresses that Google has not verified or that were never proven here', async () => {
    googleSays({ email: 'ada@example.test', email_verified: false })
    expect(await signInWith('google')).toBe('/login?error=account.identity_unverified')
    google.service.removeAllListeners()
    await makeUser({ email: 'ada@example.test', emailVerifiedAt: undefined })
    googleSays({ email: 'ada@example.test', email_verified: true })
    expect(await signInWith('google')).toBe('/login?error=account.identity_unlinked')
    expect(await whoIsIn()).toBeUndefined()
  })

  it('takes of GitHub only the primary address that is verified', async () => {
    await makeUser({ email: 'ada@example.test' })
    const other = { email: 'other@example.test', primary: false, verified: true }
    gitHubSays({ email: 'ada@example.test' }, [
      other,
      { email: 'ada@example.test', primary: true, verified: false },
    ])
    expect(await signInWith('github')).toBe('/login?error=account.identity_unverified')
    gitHubAddresses = [other, { email: 'ada@example.test', primary: true, verified: true }]
    expect(await signInWith('github')).toBe(`${APP}/courses`)
    expect((await User.findOne().orFail()).identities[0]).toMatchObject({ provider: 'github', subject: '7' })
  })

  it('brings who is signed in back to the settings when it does not fit', async () => {
    const viewer = await asUser({ email: 'ada@example.test' })
    browser.jar.set(sessionCookieName(), await sealToken(viewer, 3600))
    googleSays({ email: 'other@example.test', email_verified: true })
    expect(await signInWith('google')).toBe('/settings/security?error=account.identity_other')
  })

  it('goes to no other site afterwards, whatever the address says', async () => {
    await makeUser({ email: 'ada@example.test' })
    googleSays({ email: 'ada@example.test', email_verified: true })
    for (const next of [
      'https://evil.test/',
      '//evil.test',
      '/\\evil.test',
      'http://localhost:3000.evil.test/',
    ])
      expect(await signInWith('google', next)).toBe(APP)
  })

  it('is not fooled by an answer of another exchange', async () => {
    await makeUser({ email: 'ada@example.test' })
    googleSays({ email: 'ada@example.test', email_verified: true })
    await call('GET', 'csrf')
    const location = await call('GET', 'callback/google', { code: 'stolen', state: 'made up' })
    expect(location).toContain('/error?error=')
    expect(await whoIsIn()).toBeUndefined()
  })
})
