import { fault } from './errors.ts'

export type Support = 'implemented' | { refused: number }
export type Family = 'query' | 'projection' | 'update' | 'stage' | 'expression' | 'accumulator' | 'window'

/** Raises the refusal of an operator that MongoDB has and this server has not; silent for the rest. */
export function refuseOperator(family: Family, name: string): void {
  if (family === 'query' && name === '$where') throw fault('BadValue', 'later')
}
