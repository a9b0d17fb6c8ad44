import { CHANGE_STREAM_FIELDS } from './change-stream.ts'
import { allCommands } from './commands.ts'
import type { FieldTable } from './fields.ts'
import { GENERIC_FIELDS } from './generic.ts'
import { DELETE_STATEMENT, UPDATE_STATEMENT } from './write.ts'

export interface CommandSupport {
  name: string
  aliases: readonly string[]
  fields: FieldTable
  takesUnknownFields: boolean
}

/** Every command with its own fields, by name; all others are CommandNotFound (59). */
export function commandSupport(): CommandSupport[] {
  return allCommands()
    .filter(({ isTestOnly, refusal }) => isTestOnly !== true && refusal === undefined)
    .map(({ name, aliases = [], fields, takesUnknownFields = false }) => ({
      name,
      aliases,
      fields,
      takesUnknownFields,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Commands that are known only to be refused with a code of their own. */
export const refusedCommands = allCommands().filter(({ refusal }) => refusal !== undefined)

/** Fields of documents inside commands, and those that every command takes. */
export const nestedSupport: Readonly<Record<string, FieldTable>> = {
  'every command': GENERIC_FIELDS,
  'update.updates': UPDATE_STATEMENT,
  'delete.deletes': DELETE_STATEMENT,
  $changeStream: CHANGE_STREAM_FIELDS,
}
