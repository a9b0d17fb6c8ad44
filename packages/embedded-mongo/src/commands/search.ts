import { location } from '../errors.ts'
import type { CommandSpec } from './command.ts'

/** SearchNotEnabled: MongoDB's own answer wherever there is no Atlas, whatever the fields. */
const SEARCH_NOT_ENABLED = 31082

function refused(name: string): CommandSpec {
  return {
    name,
    isUnstable: true,
    refusal: SEARCH_NOT_ENABLED,
    takesUnknownFields: true,
    fields: {},
    run: () => {
      throw location(
        SEARCH_NOT_ENABLED,
        'Using Atlas Search Database Commands and the $listSearchIndexes aggregation stage requires additional configuration. Please connect to Atlas or an AtlasCLI local deployment to enable.',
      )
    },
  }
}

export const searchCommands: readonly CommandSpec[] = [
  refused('createSearchIndexes'),
  refused('dropSearchIndex'),
  refused('listSearchIndexes'),
  refused('updateSearchIndex'),
]
