import os from 'node:os'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { resetEnv } from '../env'
import { decryptField, encryptField } from './encrypted-field'

const OLD = Buffer.alloc(32, 1).toString('base64')
const NEW = Buffer.alloc(32, 2).toString('base64')

function useKeys(keys: string): void {
  vi.stubEnv('DATA_DIR', os.tmpdir())
  vi.stubEnv('NEXTAUTH_SECRET', 'x'.repeat(32))
  vi.stubEnv('DATA_KEY', keys)
  resetEnv()
}

beforeEach(() => useKeys(OLD))
afterEach(() => {
  vi.unstubAllEnvs()
  resetEnv()
})

test('a field comes back as it was, and looks different each time it is stored', () => {
  const stored = encryptField('1990-05-17, শিক্ষা')
  expect(decryptField(stored)).toBe('1990-05-17, শিক্ষা')
  expect(encryptField('1990-05-17, শিক্ষা')).not.toBe(stored)
  expect(stored).not.toContain('1990')
})

test('a value in which any one bit was changed is refused', () => {
  const [version, keyId, sealed = ''] = encryptField('secret').split('.')
  const bytes = Buffer.from(sealed, 'base64url')
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const other = Buffer.from(bytes)
    other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(() => decryptField(`${version}.${keyId}.${other.toString('base64url')}`)).toThrow()
  }
  expect(() => decryptField('plain text')).toThrow(/not an encrypted field/)
})

test('a shortened authentication tag is refused', () => {
  const [version, keyId, sealed = ''] = encryptField('').split('.')
  const cut = Buffer.from(sealed, 'base64url').subarray(0, -4).toString('base64url')
  expect(() => decryptField(`${version}.${keyId}.${cut}`)).toThrow()
})

test('after a change of keys the old values are still read and new ones use the new key', () => {
  const before = encryptField('kept')
  useKeys(`${NEW},${OLD}`)
  expect(decryptField(before)).toBe('kept')
  const after = encryptField('kept')
  useKeys(NEW)
  expect(decryptField(after)).toBe('kept')
  expect(() => decryptField(before)).toThrow(/is not in DATA_KEY/)
})
