import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { now, setClock } from './clock'
import { resetEnv } from './env'

afterEach(() => {
  setClock(undefined)
  vi.unstubAllEnvs()
  resetEnv()
})

test('a test can stop the clock and give the real time back', () => {
  setClock(new Date('2030-01-02T03:04:05Z'))
  expect(now().toISOString()).toBe('2030-01-02T03:04:05.000Z')
  setClock(undefined)
  expect(Math.abs(now().getTime() - Date.now())).toBeLessThan(1000)
})

test('the harness moves the clock of a running server by a file', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'clock-'))
  const file = path.join(folder, 'offset')
  vi.stubEnv('TEST_CLOCK_FILE', file)
  vi.stubEnv('DATA_DIR', folder)
  resetEnv()
  expect(Math.abs(now().getTime() - Date.now())).toBeLessThan(1000)
  writeFileSync(file, '3600000')
  expect(now().getTime() - Date.now()).toBeGreaterThan(3_590_000)
  rmSync(folder, { recursive: true })
})
