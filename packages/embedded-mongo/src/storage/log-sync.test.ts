import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LogSync } from './log-sync.ts'

let folder = ''
let sync: LogSync

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-sync-'))
  writeFileSync(join(folder, 'log'), 'frames')
  sync = LogSync.open(join(folder, 'log'))
})
afterEach(() => {
  sync.close()
  rmSync(folder, { recursive: true })
})

test('everybody who comes while a sync runs shares the next one', async () => {
  const first = sync.flush()
  const later = Array.from({ length: 50 }, () => sync.flush())
  expect(new Set([first, ...later]).size).toBe(2)
  await Promise.all([first, ...later])
  expect(sync.syncs).toBe(2)
})

test('one that comes alone begins at once', async () => {
  await sync.flush()
  await sync.flush()
  expect(sync.syncs).toBe(2)
})
