import { fault, location } from '../../errors.ts'
import type { Doc } from '../../values/codec.ts'
import { bsonType } from '../../values/compare.ts'
import { docOf } from '../../values/ordered.ts'
import { isPlainObject } from '../../values/paths.ts'
import { collected, gathered } from '../pause.ts'
import { graphLookup } from './graph-lookup.ts'
import { lookup, readPushed, textField } from './lookup.ts'
import type { StageBuilder, Stages } from './types.ts'
import { objectSpec } from './types.ts'

const unionWith: StageBuilder = (spec, options, { compileStages }) => {
  const wrongType = `the $unionWith stage specification must be an object or string, but found ${bsonType(spec).alias}`
  const fields = typeof spec === 'string' ? { coll: spec } : objectSpec(spec, 9, wrongType)
  for (const name of Object.keys(fields)) {
    if (name !== 'coll' && name !== 'pipeline') {
      throw fault('Location40415', `BSON field '$unionWith.${name}' is an unknown field.`)
    }
  }
  const stages = fields['pipeline'] ?? []
  const run = compileStages(stages, options)
  // Without a collection the pipeline begins with $documents.
  const from = 'coll' in fields ? textField(fields, 'coll', '$unionWith') : undefined
  const other = from === undefined ? undefined : readPushed(from, stages as Doc[], run)
  return function* union(input, context) {
    yield* input
    yield* other === undefined ? run([], context) : other(context)
  }
}

const NOT_IN_FACET = [
  '$facet',
  '$out',
  '$merge',
  '$geoNear',
  '$indexStats',
  '$collStats',
  '$planCacheStats',
  '$changeStream',
]

const facet: StageBuilder = (spec, options, { compileStages }) => {
  const fields = objectSpec(spec, 40169, 'the $facet specification must be a non-empty object')
  const names = Object.keys(fields)
  if (names.length === 0) throw location(40169, 'the $facet specification must be a non-empty object')
  const branches = names.map((name) => {
    const stages = fields[name]
    if (!Array.isArray(stages)) {
      throw location(40170, `arguments to $facet must be arrays, ${name} is type ${bsonType(stages).alias}`)
    }
    for (const stage of stages as unknown[]) refuseInFacet(stage)
    return [name, compileStages(stages, options)] as const
  })
  return function* facets(input, context) {
    const docs = yield* collected(input, '$facet')
    const results: [string, Doc[]][] = []
    for (const [name, run] of branches) results.push([name, yield* gathered(run(docs, context))])
    yield docOf(results)
  }
}

function refuseInFacet(stage: unknown): void {
  const [name = ''] = isPlainObject(stage) ? Object.keys(stage) : []
  if (NOT_IN_FACET.includes(name))
    throw location(40600, `${name} is not allowed to be used within a $facet stage`)
}

/** Stages that read other collections or run pipelines of their own. */
export const JOIN_STAGES: Stages = {
  $lookup: lookup,
  $unionWith: unionWith,
  $facet: facet,
  $graphLookup: graphLookup,
}
