import { Long } from 'bson'
import type { Doc } from '../values/codec.ts'
import type { CommandContext } from './command.ts'
import { collectionStats } from './diagnostics.ts'
import { checkFields, Fields } from './fields.ts'

/** `$collStats` with `count` and `storageStats`; one document. */
export function collStatsStage(context: CommandContext, coll: string, stage: Doc): Doc[] {
  const spec = new Fields(stage, '').requiredDoc('$collStats')
  checkFields(
    spec,
    {
      count: 'used',
      storageStats: 'used',
      latencyStats: { refused: 238, why: 'latencies are not measured' },
      queryExecStats: { refused: 238, why: 'queries are not measured' },
    },
    '$collStats',
  )
  const stats = collectionStats(context, coll, 1)
  const result: Doc = {
    ns: `${context.db}.${coll}`,
    host: context.server.identity.address,
    localTime: context.server.now(),
  }
  if (spec['count'] !== undefined) result['count'] = stats['count']
  if (spec['storageStats'] !== undefined) result['storageStats'] = stats
  return [result]
}

/** `$indexStats`: one document an index; accesses are not counted and reported as zero. */
export function indexStatsStage({ server, db }: CommandContext, coll: string): Doc[] {
  return server.engine.listIndexes(db, coll).map((spec) => ({
    name: spec['name'],
    key: spec['key'],
    host: server.identity.address,
    accesses: { ops: Long.ZERO, since: server.startedAt },
    spec,
  }))
}
