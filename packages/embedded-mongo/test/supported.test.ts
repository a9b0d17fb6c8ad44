import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { renderSupported, SUPPORTED_FILE } from '../scripts/write-supported.ts'

it('SUPPORTED.md is what the tables say (run scripts/write-supported.ts)', async () => {
  expect(await readFile(SUPPORTED_FILE, 'utf8')).toBe(renderSupported())
})
