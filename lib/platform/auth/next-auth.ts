import 'server-only'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import NextAuth, { type Account, type AuthOptions, type Profile } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import GitHub from 'next-auth/providers/github'
import Google from 'next-auth/providers/google'
import { cookies, headers } from 'next/headers'
import { NextRequest, NextResponse } from 'next/server'
import { env, tellNextAuth } from '../env'
import { AppError } from '../errors'
import { problem } from '../http/problem'
import { currentRequest } from '../http/request-context.mjs'
import { log } from '../log'
import { deviceOf } from './device'
import { createSignIn, endSignInOf, SIGN_IN_SECONDS } from './sign-ins'
import { sessionCookieName, sessionCookieOptions } from './token'

export type ProviderName = 'google' | 'github'

/** What a provider says about who stands before us. */
export type ProviderIdentity = {
  provider: ProviderName
  subject: string
  email: string | null
  isEmailVerified: boolean
  fullName: string | null
}

/**
 * What the ground floor asks the accounts for. NextAuth carries the exchange with a provider and the cookie; whose
 * password it is, and what an identity means, is decided there (docs/decisions/021-sign-in-with-a-provider.md).
 */
export type AuthPorts = {
  authenticate: (given: {
    identifier: string
    password: string
  }) => Promise<{ userId: string; provenAt: Date } | null>
  /** `next` is where the person wanted to go, when it is a path of this academy. */
  welcome: (
    identity: ProviderIdentity,
    next: string | null,
  ) => Promise<{ userId: string } | { redirectTo: string }>
  /** A path of this academy, or null for anything else. */
  safePath: (path: string) => string | null
}

type RouteContext = { params: Promise<{ nextauth: string[] }> }

export function nextAuthHandler(
  ports: AuthPorts,
): (request: NextRequest, context: RouteContext) => Promise<Response> {
  return async (request, context) => {
    if (!(await isReadable(request)))
      return problem(unreadable(), currentRequest()?.requestId ?? randomUUID())
    return (await NextAuth(request as never, context as never, authOptions(ports))) as Response
  }
}

/** NextAuth reads a JSON body unguarded and would answer 500 to one that is none. */
async function isReadable(request: NextRequest): Promise<boolean> {
  const isJson = request.headers.get('content-type')?.includes('application/json')
  if (request.method !== 'POST' || !isJson) return true
  return request
    .clone()
    .json()
    .then(
      () => true,
      () => false,
    )
}

function unreadable(): AppError {
  return new AppError('malformed', 'The body is not valid JSON.')
}

export function enabledProviders(): ProviderName[] {
  const { GOOGLE_CLIENT_ID, GITHUB_ID } = env()
  return [...(GOOGLE_CLIENT_ID ? ['google' as const] : []), ...(GITHUB_ID ? ['github' as const] : [])]
}

/**
 * The address of the provider's own sign-in page, with the cookies of the exchange set on the way. NextAuth begins only
 * after a POST with its CSRF pair; both are made here, because our caller has already made sure of its origin.
 */
export async function beginProviderSignIn(
  ports: AuthPorts,
  { provider, next }: { provider: ProviderName; next: string },
): Promise<string> {
  const jar = await cookies()
  const token = randomBytes(32).toString('hex')
  const hash = createHash('sha256').update(`${token}${env().NEXTAUTH_SECRET}`).digest('hex')
  const secure = env().APP_URL.startsWith('https:')
  const csrfName = `${secure ? '__Host-' : ''}next-auth.csrf-token`
  jar.set(csrfName, `${token}|${hash}`, { httpOnly: true, sameSite: 'lax', path: '/', secure })
  // A malformed one, wherever it came from, would make NextAuth refuse every exchange.
  jar.set(callbackCookieName(), '', { path: '/', secure, maxAge: 0 })
  const request = new NextRequest(`${env().APP_URL}/api/auth/signin/${provider}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfToken: token, callbackUrl: next, json: 'true' }).toString(),
  })
  const context = { params: Promise.resolve({ nextauth: ['signin', provider] }) }
  const answer = await nextAuthHandler(ports)(request, context)
  for (const { name, value, ...options } of new NextResponse(null, answer).cookies.getAll()) {
    jar.set(name, value, options)
  }
  const { url } = (await answer.json()) as { url: string }
  return url
}

/** Exported for the tests, which drive it against a local OpenID server without Next. */
export function authOptions(ports: AuthPorts): AuthOptions {
  tellNextAuth()
  const { maxAge: _, ...cookieOptions } = sessionCookieOptions(SIGN_IN_SECONDS)
  return {
    secret: env().NEXTAUTH_SECRET,
    useSecureCookies: env().APP_URL.startsWith('https:'),
    session: { strategy: 'jwt', maxAge: SIGN_IN_SECONDS },
    cookies: { sessionToken: { name: sessionCookieName(), options: cookieOptions } },
    pages: { signIn: '/login', signOut: '/', error: '/login' },
    providers: [credentials(ports), ...oauthProviders()],
    callbacks: callbacksOf(ports),
    events: {
      signOut: async ({ token }) => {
        const { sub, signIn } = token as { sub?: string; signIn?: string }
        if (sub && signIn) await endSignInOf(sub, signIn)
      },
    },
    logger: {
      error: (code, metadata) =>
        log.warn({ code, error: errorOf(metadata) }, 'Signing in by a provider failed.'),
      warn: () => undefined,
      debug: () => undefined,
    },
  }
}

/** The metadata may hold tokens; only what went wrong is for the log. */
function errorOf(metadata: unknown): string {
  const error = metadata instanceof Error ? metadata : (metadata as { error?: unknown } | undefined)?.error
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'
}

function callbacksOf(ports: AuthPorts): AuthOptions['callbacks'] {
  return {
    /** An account of ours, or an address of ours that says what to do instead. */
    signIn: async ({ user, account, profile }) => {
      if (!account || account.type === 'credentials') return true
      const outcome = await ports.welcome(identityOf(account, profile), await wantedPath(ports))
      if ('redirectTo' in outcome) return outcome.redirectTo
      user.id = outcome.userId
      return true
    },
    /** At sign-in a row is made and named in the cookie; later the cookie stays what it is. */
    jwt: async ({ token, user, account }) => {
      if (!account) return token
      const { provenAt } = user as { provenAt?: Date }
      const device = deviceOf((await headers()).get('user-agent'))
      const signIn = await createSignIn(user.id, device, { provenAt })
      return { sub: user.id, signIn }
    },
    /** Nothing about the person is told here: pages and programs ask the database through the viewer. */
    session: ({ session }) => ({ expires: session.expires }),
    redirect: ({ url, baseUrl }) => {
      const path = ports.safePath(url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url)
      return path === null ? baseUrl : `${baseUrl}${path}`
    },
  }
}

function callbackCookieName(): string {
  return `${env().APP_URL.startsWith('https:') ? '__Secure-' : ''}next-auth.callback-url`
}

/** NextAuth keeps it in a cookie during the exchange. */
async function wantedPath(ports: AuthPorts): Promise<string | null> {
  const address = (await cookies()).get(callbackCookieName())?.value ?? ''
  const { APP_URL } = env()
  return address.startsWith(`${APP_URL}/`) ? ports.safePath(address.slice(APP_URL.length)) : null
}

function identityOf(account: Account, profile: Profile | undefined): ProviderIdentity {
  const given = (profile ?? {}) as { email?: string; email_verified?: unknown; name?: string | null }
  return {
    provider: account.provider as ProviderName,
    subject: account.providerAccountId,
    email: given.email ?? null,
    isEmailVerified: given.email_verified === true,
    fullName: given.name ?? null,
  }
}

function credentials(ports: AuthPorts) {
  return Credentials({
    credentials: { identifier: { type: 'text' }, password: { type: 'password' } },
    authorize: async (given) => {
      const { identifier, password } = given ?? {}
      if (!identifier || !password) return null
      const found = await ports.authenticate({ identifier, password })
      return found && { id: found.userId, provenAt: found.provenAt }
    },
  })
}

function oauthProviders(): AuthOptions['providers'] {
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, GOOGLE_ISSUER, GITHUB_ID, GITHUB_SECRET } = env()
  const providers: AuthOptions['providers'] = []
  if (GOOGLE_CLIENT_ID && GOOGLE_CLIENT_SECRET) {
    const elsewhere = GOOGLE_ISSUER && {
      issuer: GOOGLE_ISSUER,
      wellKnown: `${GOOGLE_ISSUER}/.well-known/openid-configuration`,
    }
    providers.push(Google({ clientId: GOOGLE_CLIENT_ID, clientSecret: GOOGLE_CLIENT_SECRET, ...elsewhere }))
  }
  if (GITHUB_ID && GITHUB_SECRET) providers.push(gitHub(GITHUB_ID, GITHUB_SECRET))
  return providers
}

type GitHubAddress = { email: string; primary: boolean; verified: boolean }

/** GitHub tells which addresses are verified by a call of its own; the profile's public one says nothing about it. */
function gitHub(clientId: string, clientSecret: string) {
  const site = env().GITHUB_URL ?? 'https://github.com'
  const api = env().GITHUB_URL ? `${site}/api/v3` : 'https://api.github.com'
  return GitHub({
    clientId,
    clientSecret,
    issuer: `${site}/login/oauth`,
    checks: ['pkce', 'state'],
    authorization: { url: `${site}/login/oauth/authorize`, params: { scope: 'read:user user:email' } },
    token: `${site}/login/oauth/access_token`,
    userinfo: {
      url: `${api}/user`,
      request: async ({ client, tokens }) => {
        const accessToken = tokens.access_token ?? ''
        const profile = await client.userinfo(accessToken)
        const answer = await fetch(`${api}/user/emails`, {
          headers: { authorization: `Bearer ${accessToken}`, accept: 'application/vnd.github+json' },
          signal: AbortSignal.timeout(10_000),
        })
        const addresses = answer.ok ? ((await answer.json()) as GitHubAddress[]) : []
        const address = addresses.find(({ primary, verified }) => primary && verified)
        return { ...profile, email: address?.email, email_verified: address !== undefined }
      },
    },
  })
}
