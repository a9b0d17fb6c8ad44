import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { Bench } from './bench.ts'
import type { Table } from './case.ts'

const FAMILIES = ['query', 'projection', 'update', 'aggregate', 'command']

let bench: Bench
beforeAll(async () => {
  bench = await Bench.open()
})
afterAll(async () => {
  await bench.dispose()
})

for (const family of FAMILIES) {
  const files = readdirSync(join(import.meta.dirname, family)).sort()
  const tables = await Promise.all(
    files.map(async (file) => (await import(join(import.meta.dirname, family, file))) as { default: Table }),
  )
  describe(family, () => {
    for (const { default: table } of tables) {
      describe(table.title, () => {
        it.each(table.cases)('$name', (each) => bench.check(each))
      })
    }
  })
}
