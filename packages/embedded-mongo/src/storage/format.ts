import type { DatabaseSync } from 'node:sqlite'
import { decode } from '../values/codec.ts'
import { META_ROW } from './catalog-row.ts'

/**
 * Version of everything on disk: tables, key strings, catalog rows, event rows. A newer one is refused, an older one is
 * brought up by the steps of `upgrade.ts`; whoever changes any of these raises it and adds a step.
 */
export const FORMAT_VERSION = 3

/** Raised at the start when the folder was written by a later version. */
export class FormatTooNew extends Error {
  readonly code = 'FORMAT_TOO_NEW'

  constructor(found: number) {
    super(
      `The data folder has format ${found}; this version reads up to format ${FORMAT_VERSION}. Start the newer version.`,
    )
    this.name = 'FormatTooNew'
  }
}

/** The format that the folder says it has; undefined for a new folder. Throws when its row cannot be read. */
export function storedFormat(db: DatabaseSync): number | undefined {
  const row = db.prepare('SELECT value FROM catalog WHERE name = ?').get(META_ROW)
  if (row === undefined) return undefined
  const format = Number(decode(row['value'] as Uint8Array)['format'])
  if (!Number.isInteger(format)) throw new Error('the row with the format version is damaged')
  return format
}
