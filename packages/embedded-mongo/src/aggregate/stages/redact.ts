import { location } from '../../errors.ts'
import type { Doc } from '../../values/codec.ts'
import { emptyLike } from '../../values/ordered.ts'
import { isPlainObject, setField } from '../../values/paths.ts'
import { compileExpression } from '../expression.ts'
import { PAUSE } from '../pause.ts'
import type { StageBuilder } from './types.ts'

const DECISIONS = ['DESCEND', 'PRUNE', 'KEEP'] as const

/** `$redact`: the expression decides for each (sub)document whether it is kept, dropped, or looked into. */
export const redact: StageBuilder = (spec, options) => {
  // The three variables are constants that the expression hands back.
  const variables = Object.fromEntries(DECISIONS.map((name) => [name, name]))
  const evaluate = compileExpression(spec, { ...options, names: [...DECISIONS] })
  const decide = (value: Doc, root: Doc): Doc | undefined => {
    const decision = evaluate(root, { ...variables, CURRENT: value })
    if (decision === 'KEEP') return value
    if (decision === 'PRUNE') return undefined
    if (decision !== 'DESCEND') throw location(17053, '$redact must return $$KEEP, $$PRUNE, or $$DESCEND')
    const kept = emptyLike(value)
    for (const name of Object.keys(value)) {
      const inner = descend(value[name], root)
      if (inner !== undefined) setField(kept, name, inner)
    }
    return kept
  }
  const descend = (value: unknown, root: Doc): unknown => {
    if (isPlainObject(value)) return decide(value, root)
    if (Array.isArray(value))
      return value.map((item: unknown) => descend(item, root)).filter((item) => item !== undefined)
    return value
  }
  return function* redacted(input) {
    for (const doc of input) {
      const kept = doc === PAUSE ? doc : decide(doc, doc)
      if (kept !== undefined) yield kept
    }
  }
}
