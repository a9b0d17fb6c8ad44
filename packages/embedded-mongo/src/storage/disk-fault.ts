import { fault, type CodeName, type MongoServerFault } from '../errors.ts'

type Told = [name: CodeName, sentence: string]

const FULL: Told = [
  'OutOfDiskSpace',
  'The disk is full, so the change was not kept. Once there is room again, changes are taken again.',
]
const READ_ONLY: Told = [
  'FileStreamFailed',
  'The data folder cannot be written to, so the change was not kept.',
]
const FAILING: Told = ['FileStreamFailed', 'The disk failed, so the change was not kept.']
const DAMAGED: Told = [
  'DataCorruptionDetected',
  'The data file is damaged. Stop the server, make a copy of the folder and check it.',
]

/** SQLite's primary result codes (https://sqlite.org/rescode.html); the lowest byte of the extended ones. */
const OF_SQLITE = new Map<number, Told>([
  [13, FULL],
  [8, READ_ONLY],
  [14, READ_ONLY],
  [10, FAILING],
  [11, DAMAGED],
  [26, DAMAGED],
])
const OF_SYSTEM = new Map<string, Told>([
  ['ENOSPC', FULL],
  ['EDQUOT', FULL],
  ['EROFS', READ_ONLY],
  ['EACCES', READ_ONLY],
  ['EPERM', READ_ONLY],
  ['EIO', FAILING],
])

/** What a disk refused (through SQLite or the system), as clients are told it; undefined for every other error. */
export function diskFault(error: unknown): MongoServerFault | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  const told =
    error.code === 'ERR_SQLITE_ERROR' && 'errcode' in error
      ? OF_SQLITE.get(Number(error.errcode) & 0xff)
      : OF_SYSTEM.get(String(error.code))
  return told && fault(told[0], `${told[1]} (${error.message})`)
}
