import { readFileSync } from 'node:fs'
import { type MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHarness, type Harness } from '../driver/harness.ts'
import { differences, type Expected } from './expected.ts'
import { runFile } from './run-file.ts'
import { readSpecs, specFolder } from './spec-files.ts'

/*
 * The unified driver specifications, by the official driver, against this server. What each case must come to is kept
 * by its name; a case that begins to pass must be noted as much as one that begins to fail:
 *
 *   node scripts/driver-specs.ts --write
 */
const expected = JSON.parse(
  readFileSync(new URL('driver-specs.expected.json', import.meta.url), 'utf8'),
) as Expected
const folder = specFolder()

if (folder === undefined) {
  const cases = Object.values(expected).reduce((sum, file) => sum + Object.keys(file).length, 0)
  it(`SKIPPED: the driver specifications are not there (${cases} cases)`, () => {
    process.stdout.write(`SKIPPED: the driver specifications are not there (${cases} cases)\n`)
    expect(cases).toBeGreaterThan(1000)
  })
} else {
  describe('the driver specifications come out as noted', () => {
    const specs = readSpecs(folder)
    let harness: Harness
    let aside: MongoClient
    beforeAll(async () => {
      harness = await openHarness({ testCommands: true })
      aside = harness.client
    })
    afterAll(() => harness.close())

    it('for the same files', () => {
      expect(specs.map(({ name }) => name).sort()).toEqual(Object.keys(expected).sort())
    })

    it.each(specs.map((file) => [file.name, file] as const))('%s', async (name, file) => {
      const outcomes = await runFile(file, { uri: harness.server.uri, aside })
      expect(differences(expected[name] ?? {}, outcomes)).toEqual([])
    })
  })
}
