import { aggregateCommands } from './aggregate.ts'
import { bulkWriteCommands } from './bulk-write.ts'
import { catalogCommands } from './catalog.ts'
import type { CommandSpec } from './command.ts'
import { diagnosticCommands } from './diagnostics.ts'
import { explainCommands } from './explain.ts'
import { failPointCommands } from './fail-point.ts'
import { handshakeCommands } from './handshake.ts'
import { readCommands } from './read.ts'
import { searchCommands } from './search.ts'
import { sessionCommands } from './sessions.ts'
import { writeCommands } from './write.ts'

let byName: Map<string, CommandSpec> | undefined

/** Every command there is. A function, because some commands (explain) look others up. */
export function allCommands(): CommandSpec[] {
  return [
    ...handshakeCommands,
    ...diagnosticCommands,
    ...readCommands,
    ...aggregateCommands,
    ...explainCommands,
    ...writeCommands,
    ...bulkWriteCommands,
    ...catalogCommands,
    ...sessionCommands,
    ...failPointCommands,
    ...searchCommands,
  ]
}

/** The command called `name`, which may be an alias; undefined when there is none. */
export function findCommand(name: string): CommandSpec | undefined {
  byName ??= new Map(
    allCommands().flatMap((spec) =>
      [spec.name, ...(spec.aliases ?? [])].map((alias) => [alias, spec] as const),
    ),
  )
  return byName.get(name)
}
