import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Bench } from './bench.ts'
import type { Table } from './case.ts'

const FAMILIES = ['query', 'projection', 'update', 'aggregate', 'command']

/** Fewer would leave operators without a rule that a reader could find. */
const WANTED_CASES = 1100

let bench: Bench
beforeAll(async () => {
  bench = await Bench.open()
})
afterAll(async () => {
  await bench.dispose()
})

let cases = 0
for (const family of FAMILIES) {
  const files = readdirSync(join(import.meta.dirname, family)).sort()
  const tables = await Promise.all(
    files.map(async (file) => (await import(join(import.meta.dirname, family, file))) as { default: Table }),
  )
  describe(family, () => {
    for (const { default: table } of tables) {
      cases += table.cases.length
      describe(table.title, () => {
        it.each(table.cases)('$name', (each) => bench.check(each))
      })
    }
  })
}

it('every table was found', () => {
  expect(cases).toBeGreaterThanOrEqual(WANTED_CASES)
})
