import path from 'node:path'
import { parseArgs } from 'node:util'
import { NotVerifiable, verifyFolder } from '@techelevate/embedded-mongo/verify'
import { env } from '@/lib/platform/env'

/**
 * Checks everything in the embedded database's folder while no server has it: documents, index entries both ways, unique
 * keys, counts, change events, format. `--rebuild` makes damaged indexes anew, `--folder` names another folder.
 * Exit code 0: all is well (or was mended); 1: something is wrong; 2: it could not be checked, e.g. while the app runs.
 */
const { values } = parseArgs({
  options: { rebuild: { type: 'boolean', default: false }, folder: { type: 'string' } },
})

const folder = values.folder ?? path.join(env().DATA_DIR, 'db')
try {
  process.exitCode = verify(folder)
} catch (error) {
  if (!(error instanceof Error) || !isExpected(error)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
}

function verify(folder: string): number {
  const { found, left } = verifyFolder(folder, values.rebuild)
  const counts = [
    `format ${found.format}`,
    `${found.collections} collections`,
    `${found.documents} documents`,
    `${found.entries} index entries`,
    `${found.events} change events`,
  ]
  print(`${folder}: ${counts.join(', ')}.`)
  for (const { where, what } of found.faults) print(`${where}: ${what}`)
  if (found.faults.length === 0) print('All is well.')
  else if (found === left) print(advice(found.faults.some(({ isMendable }) => isMendable)))
  else if (left.faults.length === 0) print('The indexes were made anew. All is well now.')
  else {
    print('The indexes were made anew. What is left needs a person, or a backup:')
    for (const { where, what } of left.faults) print(`${where}: ${what}`)
  }
  return left.faults.length === 0 ? 0 : 1
}

function advice(isMendable: boolean): string {
  return isMendable && !values.rebuild
    ? 'Make a copy of the folder, then run this again with --rebuild.'
    : 'Indexes made anew would not mend this. Go back to a backup, or ask for help before you go on.'
}

/** What a person can do something about: the folder is in use, is none, or is of a newer version. */
function isExpected(error: Error): boolean {
  return error instanceof NotVerifiable || ('code' in error && typeof error.code === 'string')
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
