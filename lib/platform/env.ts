import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { loadSecrets } from './secrets.ts'

/**
 * The one reader of the process's environment. Every variable is optional; what is given must be well formed, and all
 * faults are named together. It is read on first use, so that `next build` needs no value. This file imports by
 * relative path with extension because `server.mjs` and plain scripts run it without a bundler.
 */
const text = z.string().trim().min(1)
const whole = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(minimum).max(maximum))
/** Another server of ours to speak to; it may live under a path. */
const server = z
  .url({ protocol: /^https?$/, error: 'must be an address with http:// or https://' })
  .transform((address) => address.replace(/\/+$/, ''))

const Variables = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  HOST: text.default('0.0.0.0'),
  PORT: whole(0, 65_535).default(3000),
  APP_URL: z.string().transform(toOrigin).optional(),
  TRUST_PROXY: whole(0, 10).default(0),
  DATA_DIR: text.default('.data').transform((folder) => path.resolve(/* turbopackIgnore: true */ folder)),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .optional(),
  NEXTAUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  DATA_KEY: z.string().transform(toKeys).optional(),
  TOKEN_KEYS: z.string().transform(toKeys).default([]),
  CORS_ORIGINS: z.string().transform(toOrigins).default([]),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[^/]+/, 'must begin with smtp:// or smtps:// and name a host')
    .optional(),
  MAIL_FROM: text.optional(),
  UPLOADTHING_TOKEN: text.optional(),
  GOOGLE_CLIENT_ID: text.optional(),
  GOOGLE_CLIENT_SECRET: text.optional(),
  /** Another OpenID server in Google's place, and a GitHub Enterprise Server in github.com's. */
  GOOGLE_ISSUER: server.optional(),
  GITHUB_ID: text.optional(),
  GITHUB_SECRET: text.optional(),
  GITHUB_URL: server.optional(),
  MINIMUM_AGE: whole(0, 120).default(16),
  PEERTUBE_HOSTS: z.string().transform(toHosts).default([]),
  /** For tests and trials in one's own network: webhooks may go to private addresses and over http. */
  WEBHOOK_ALLOW_PRIVATE: z
    .enum(['true', 'false'])
    .default('false')
    .transform((word) => word === 'true'),
  RATE_LIMITS: z.string().transform(toLimitSettings).default({ scale: 1, limits: {} }),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).optional(),
  TEST_CLOCK_FILE: text.optional(),
})

export type LimitSettings = {
  scale: number
  limits: Record<string, { points: number; seconds: number }>
}

export type Env = Readonly<
  Omit<z.output<typeof Variables>, 'APP_URL' | 'NEXTAUTH_SECRET' | 'DATA_KEY' | 'MAIL_FROM' | 'LOG_LEVEL'> & {
    /** Where the academy is reached, without a slash at the end; the only source of links. */
    APP_URL: string
    NEXTAUTH_SECRET: string
    /** Keys of encrypted fields, base64; the first encrypts, all decrypt. */
    DATA_KEY: readonly string[]
    MAIL_FROM: string
    LOG_LEVEL: string
  }
>

export const VARIABLE_NAMES = Object.keys(Variables.shape)

/** Thrown at start: one line for each variable that is missing or malformed. */
export class EnvironmentError extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(`The settings cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
    this.name = 'EnvironmentError'
    this.faults = faults
  }
}

/** In the folder from which the academy is started. */
const ENV_FILE = path.resolve(/* turbopackIgnore: true */ '.env')

const kept = globalThis as { __techelevateEnv?: Env }

export function env(): Env {
  return (kept.__techelevateEnv ??= readEnv(withEnvFile(process.env)))
}

/**
 * What `.env` says, where the environment itself says nothing; empty lines of it do not count. It is put into the
 * process's environment, because Next and the processes we start read it there. Tests never see it.
 */
function withEnvFile(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (environment.NODE_ENV === 'test' || !existsSync(ENV_FILE)) return environment
  for (const [name, value] of Object.entries(parseEnv(readFileSync(ENV_FILE, 'utf8')))) {
    if (value) environment[name] ??= value
  }
  return environment
}

/** NextAuth asks the environment alone where it is reached; it must hear the address that everything else uses. */
export function tellNextAuth(): void {
  process.env['NEXTAUTH_URL'] = env().APP_URL
}

/** Tests: forgets what was read, so that the next call reads the changed environment. */
export function resetEnv(): void {
  kept.__techelevateEnv = undefined
}

/** Reads and checks a whole environment; an empty value counts as not given, as in an untouched `.env` file. */
export function readEnv(variables: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(
    VARIABLE_NAMES.flatMap((name) => (variables[name] ? [[name, variables[name]]] : [])),
  )
  const parsed = Variables.safeParse(given)
  const faults = [
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`),
    ...faultsTogether(given),
  ]
  if (!parsed.success || faults.length > 0) throw new EnvironmentError(faults)
  return complete(parsed.data)
}

function complete(values: z.output<typeof Variables>): Env {
  const appUrl = values.APP_URL ?? `http://localhost:${values.PORT}`
  const isGiven = values.NEXTAUTH_SECRET !== undefined && values.DATA_KEY !== undefined
  const made = isGiven ? undefined : loadSecrets(values.DATA_DIR)
  return Object.freeze({
    ...values,
    APP_URL: appUrl,
    NEXTAUTH_SECRET: values.NEXTAUTH_SECRET ?? made?.NEXTAUTH_SECRET ?? '',
    DATA_KEY: values.DATA_KEY ?? [made?.DATA_KEY ?? ''],
    MAIL_FROM: values.MAIL_FROM ?? `TechElevate <no-reply@${new URL(appUrl).hostname}>`,
    LOG_LEVEL: values.LOG_LEVEL ?? (values.NODE_ENV === 'test' ? 'silent' : 'info'),
  })
}

/** Rules about several variables at once. */
function faultsTogether(given: Record<string, string>): string[] {
  const faults: string[] = []
  if (given['MONGODB_URI'] !== undefined) {
    for (const name of ['NEXTAUTH_SECRET', 'DATA_KEY']) {
      if (given[name] === undefined) faults.push(`${name} must be given when MONGODB_URI is set`)
    }
  }
  for (const [one, other] of PAIRS) {
    if ((given[one] === undefined) === (given[other] === undefined)) continue
    const missing = given[one] === undefined ? one : other
    faults.push(`${missing} is missing: ${one} and ${other} belong together`)
  }
  return faults
}

const PAIRS = [
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['GITHUB_ID', 'GITHUB_SECRET'],
] as const

function toOrigin(value: string, context: z.RefinementCtx): string {
  const url = URL.parse(value)
  const isOrigin =
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === ''
  if (isOrigin && url.username === '') return url.origin
  context.addIssue({ code: 'custom', message: 'must be like https://academy.example, without a path' })
  return z.NEVER
}

/** `https://app.example, http://localhost:5173`: where pages of others come from, as browsers say it. */
function toOrigins(value: string, context: z.RefinementCtx): string[] {
  return value.split(',').map((origin) => toOrigin(origin.trim(), context))
}

/** `video.example.org, tube.example.net:8443`: names of servers, without https:// or a path. */
function toHosts(value: string, context: z.RefinementCtx): string[] {
  const hosts = value.split(',').map((host) => host.trim().toLowerCase())
  if (hosts.every((host) => /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?$/.test(host))) return hosts
  context.addIssue({
    code: 'custom',
    message: 'must be names of servers like video.example.org, with commas between',
  })
  return z.NEVER
}

function toKeys(value: string, context: z.RefinementCtx): string[] {
  const keys = value.split(',').map((key) => key.trim())
  if (keys.every((key) => /^[A-Za-z0-9+/]{43}=$/.test(key))) return keys
  context.addIssue({
    code: 'custom',
    message: 'must be 32 bytes in base64 (or several, with commas between)',
  })
  return z.NEVER
}

/** `*20,signIn=5/60`: all limits twenty times as wide, and five sign-ins a minute. */
function toLimitSettings(value: string, context: z.RefinementCtx): LimitSettings {
  const settings: LimitSettings = { scale: 1, limits: {} }
  for (const part of value.split(',').map((piece) => piece.trim())) {
    const scale = /^\*(\d+(?:\.\d+)?)$/.exec(part)
    const limit = /^([A-Za-z]+)=(\d+)\/(\d+)$/.exec(part)
    if (scale) settings.scale = Number(scale[1])
    else if (limit?.[1]) settings.limits[limit[1]] = { points: Number(limit[2]), seconds: Number(limit[3]) }
    else {
      context.addIssue({
        code: 'custom',
        message: `must be like *20 or signIn=5/60, not ${JSON.stringify(part)}`,
      })
      return z.NEVER
    }
  }
  return settings
}
