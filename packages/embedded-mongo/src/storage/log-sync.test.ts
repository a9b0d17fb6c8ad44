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

test('everybody who commits while a sync runs shares the next one', async () => {
  const first = sync.flush(1)
  const later = Array.from({ length: 50 }, (_, position) => sync.flush(position + 2))
  expect(new Set([first, ...later]).size).toBe(2)
  await Promise.all([first, ...later])
  expect(sync.syncs).toBe(2)
})

test('what a sync under way covers needs no other, and what is durable none', async () => {
  await Promise.all([sync.flush(1), sync.flush(1)])
  await sync.flush(1)
  expect(sync.syncs).toBe(1)
  await sync.flush(2)
  expect(sync.syncs).toBe(2)
})

test('after a failed sync nothing is promised any more', async () => {
  const broken = LogSync.open(join(folder, 'log'))
  broken.close()
  await expect(broken.flush(1)).rejects.toThrow(/EBADF/)
  await expect(broken.flush(1)).rejects.toThrow(/EBADF/)
})
