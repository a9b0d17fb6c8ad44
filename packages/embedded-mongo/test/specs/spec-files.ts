import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BSON, type Document } from 'mongodb'

/*
 * The unified driver specifications (https://github.com/mongodb/specifications) stand beside the project, not in it:
 * their licence is not ours. The format is described in source/unified-test-format/unified-test-format.md there.
 */
const BESIDE = fileURLToPath(new URL('../../../../../shared/data/driver-specs', import.meta.url))

/** The suites whose cases say what a server does (the others test a driver alone). */
const SUITES = [
  'change-streams',
  'collection-management',
  'crud',
  'index-management',
  'retryable-writes',
  'run-command',
  'sessions',
  'transactions',
  'transactions-convenient-api',
]

/** One operation of a case: `name` is done to the entity `object` and must end as expected. */
export interface Operation {
  name: string
  object: string
  arguments?: Document
  expectResult?: unknown
  expectError?: Document
  saveResultAsEntity?: string
  ignoreResultAndError?: boolean
}

export interface Contents {
  databaseName: string
  collectionName: string
  documents?: Document[]
  createOptions?: Document
}

export interface ExpectedEvents {
  client: string
  eventType?: 'command' | 'cmap'
  events: Document[]
  ignoreExtraEvents?: boolean
}

export interface SpecCase {
  description: string
  operations: Operation[]
  runOnRequirements?: Document[]
  skipReason?: string
  expectEvents?: ExpectedEvents[]
  outcome?: Contents[]
}

/** One file: cases that share entities and documents. */
export interface SpecFile {
  /** `<suite>/<file name>`, by which results are kept. */
  name: string
  runOnRequirements: Document[]
  createEntities: Document[]
  initialData: Contents[]
  tests: SpecCase[]
}

/** Where the specifications are: `DRIVER_SPECS`, or the folder beside the project; undefined when there is none. */
export function specFolder(): string | undefined {
  const folder = process.env['DRIVER_SPECS'] ?? BESIDE
  return existsSync(join(folder, 'source')) ? join(folder, 'source') : undefined
}

/** Every case file of the folder, in the order of their names. */
export function readSpecs(folder: string): SpecFile[] {
  return SUITES.flatMap((suite) =>
    readdirSync(join(folder, suite), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => readSpec(folder, join(folder, suite, name))),
  )
}

function readSpec(folder: string, path: string): SpecFile {
  const content = BSON.EJSON.parse(readFileSync(path, 'utf8'), { relaxed: true }) as Partial<SpecFile>
  const name = relative(folder, path).replace(/[/\\]tests([/\\]unified)?[/\\]/, '/')
  return {
    name,
    runOnRequirements: content.runOnRequirements ?? [],
    createEntities: content.createEntities ?? [],
    initialData: content.initialData ?? [],
    tests: content.tests ?? [],
  }
}
