import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EnvironmentError, readEnv, VARIABLE_NAMES } from './env'

const SECRET = 'x'.repeat(32)
const KEY = Buffer.alloc(32, 7).toString('base64')
let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'env-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const read = (variables: Record<string, string> = {}) => readEnv({ DATA_DIR: folder, ...variables })

function faultsOf(variables: Record<string, string>): readonly string[] {
  try {
    read(variables)
  } catch (error) {
    if (error instanceof EnvironmentError) return error.faults
    throw error
  }
  return []
}

describe('settings', () => {
  test('nothing need be given', () => {
    expect(read()).toMatchObject({
      PORT: 3000,
      APP_URL: 'http://localhost:3000',
      TRUST_PROXY: 0,
      MINIMUM_AGE: 16,
      MAIL_FROM: 'TechElevate <no-reply@localhost>',
    })
  })

  test('sites that may call the interface are origins, with commas between, and there are none by default', () => {
    expect(read().CORS_ORIGINS).toEqual([])
    const given = { CORS_ORIGINS: 'https://app.example, http://localhost:5173/' }
    expect(read(given).CORS_ORIGINS).toEqual(['https://app.example', 'http://localhost:5173'])
    expect(faultsOf({ CORS_ORIGINS: 'https://app.example/path' })).toHaveLength(1)
    expect(faultsOf({ CORS_ORIGINS: '*' })).toHaveLength(1)
  })

  test('keys of tokens are 32 bytes each, and none by default', () => {
    expect([read().TOKEN_KEYS, read({ TOKEN_KEYS: `${KEY},${KEY}` }).TOKEN_KEYS]).toEqual([[], [KEY, KEY]])
    expect(faultsOf({ TOKEN_KEYS: 'short' })).toHaveLength(1)
  })

  test('an empty value counts as not given', () => {
    const settings = read({ SMTP_URL: '', PORT: '' })
    expect([settings.SMTP_URL, settings.PORT]).toEqual([undefined, 3000])
  })

  test('every missing or malformed value is named in one message', () => {
    const faults = faultsOf({
      PORT: '80000',
      APP_URL: 'https://academy.example/path',
      SMTP_URL: 'mail.example',
      MONGODB_URI: 'mongodb://db.example/academy',
      GOOGLE_CLIENT_ID: 'id',
      RATE_LIMITS: 'often',
    }).join('\n')
    for (const name of [
      'PORT',
      'APP_URL',
      'SMTP_URL',
      'NEXTAUTH_SECRET',
      'DATA_KEY',
      'GOOGLE_CLIENT_SECRET',
      'RATE_LIMITS',
    ]) {
      expect(faults).toContain(name)
    }
  })

  test('no fault repeats a secret that was given', () => {
    const faults = faultsOf({ NEXTAUTH_SECRET: 'hunter2', DATA_KEY: 'hunter3' }).join('\n')
    expect(faults).toContain('NEXTAUTH_SECRET')
    expect(faults).not.toMatch(/hunter/)
  })

  test('with a database of its own the secrets must be given, and none are made', () => {
    expect(faultsOf({ MONGODB_URI: 'mongodb://db.example/academy', DATA_KEY: KEY })).toEqual([
      'NEXTAUTH_SECRET must be given when MONGODB_URI is set',
    ])
    read({ MONGODB_URI: 'mongodb://db.example/academy', NEXTAUTH_SECRET: SECRET, DATA_KEY: KEY })
    expect(() => statSync(path.join(folder, 'secrets.json'))).toThrow(/ENOENT/)
  })

  test('the address has no slash at its end, whatever was given', () => {
    expect(read({ APP_URL: 'https://academy.example/' }).APP_URL).toBe('https://academy.example')
  })

  test('limits can be widened together and set singly', () => {
    expect(read({ RATE_LIMITS: '*20, signInAddress=5/60' }).RATE_LIMITS).toEqual({
      scale: 20,
      limits: { signInAddress: { points: 5, seconds: 60 } },
    })
  })

  test('.env.example names every variable, in the same order, each with a sentence before it', () => {
    const lines = readFileSync('.env.example', 'utf8').split('\n')
    const names = lines.flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? [])
    expect(names).toEqual(VARIABLE_NAMES)
    for (const name of names) {
      const block = lines
        .slice(0, lines.indexOf(`${name}=`))
        .join('\n')
        .split('\n\n')
        .at(-1)
      expect(block, name).toMatch(/^# .+\.$/m)
    }
  })
})
