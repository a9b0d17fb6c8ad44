import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { MongoClient } from 'mongodb'
import { startServer } from '../src/server.ts'
import { differences, noteAnew, verdictOf, type Expected } from '../test/specs/expected.ts'
import { runFile, type FileOutcomes } from '../test/specs/run-file.ts'
import { readSpecs, specFolder, type SpecFile } from '../test/specs/spec-files.ts'

/*
 * Runs the unified driver specifications against this server and says what comes out otherwise than noted:
 *
 *   node scripts/driver-specs.ts [--only crud/find] [--write]
 *
 * `--write` notes the present outcomes; a new failure is noted with what differs, to be replaced by the reason.
 */
const NOTES = new URL('../test/specs/driver-specs.expected.json', import.meta.url)

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, write: { type: 'boolean' } },
})
const folder = specFolder()
if (folder === undefined) throw new Error('The driver specifications are not there; DRIVER_SPECS says where.')
const noted = await readNotes()
const outcomes: Expected = {}
await onServer(async (uri, aside) => {
  for (const file of readSpecs(folder)) {
    if (!file.name.includes(values.only)) continue
    outcomes[file.name] = await runFile(file, { uri, aside })
    report(file, outcomes[file.name] ?? {})
  }
})
print(summary())
if (values.write === true) await writeFile(NOTES, `${JSON.stringify({ ...noted, ...renewed() }, null, 2)}\n`)

async function readNotes(): Promise<Expected> {
  try {
    return JSON.parse(await readFile(NOTES, 'utf8')) as Expected
  } catch {
    return {}
  }
}

async function onServer(work: (uri: string, aside: MongoClient) => Promise<void>): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'embedded-mongo-specs-'))
  const server = await startServer({ folder: data, durability: 'none', testCommands: true })
  const aside = await new MongoClient(server.uri).connect()
  try {
    await work(server.uri, aside)
  } finally {
    await aside.close()
    await server.close()
    await rm(data, { recursive: true, force: true })
  }
}

function report(file: SpecFile, actual: FileOutcomes): void {
  for (const line of differences(noted[file.name] ?? {}, actual)) print(`${file.name}: ${line}`)
}

function renewed(): Expected {
  const entries = Object.entries(outcomes).map(
    ([name, actual]) => [name, noteAnew(noted[name] ?? {}, actual)] as const,
  )
  return Object.fromEntries(entries)
}

/** Passed, failed and skipped cases of each suite. */
function summary(): string {
  const counts = new Map<string, { pass: number; fail: number; skipped: number }>()
  for (const [name, file] of Object.entries(outcomes)) {
    const suite = name.split('/', 1)[0] ?? ''
    const count = counts.get(suite) ?? { pass: 0, fail: 0, skipped: 0 }
    for (const outcome of Object.values(file)) count[verdictOf(outcome) ?? 'fail'] += 1
    counts.set(suite, count)
  }
  return [...counts]
    .map(([suite, { pass, fail, skipped }]) => `${suite}: ${pass} pass, ${fail} fail, ${skipped} skipped`)
    .join('\n')
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
