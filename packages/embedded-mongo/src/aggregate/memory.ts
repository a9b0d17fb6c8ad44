import { Binary } from 'bson'
import { fault } from '../errors.ts'
import type { Doc } from '../values/codec.ts'

/** MongoDB's limit for a stage that has to gather before it can answer (internalQueryMaxBlockingSortMemoryUsageBytes …). */
export const LIMIT_BYTES = 100 * 1024 * 1024
/** What a value takes at least. */
export const PER_VALUE = 16

/**
 * What one blocking stage holds. There is no spilling to disk here, so beyond the limit the answer is the one that
 * MongoDB gives to a client that allows none.
 */
export class Memory {
  readonly #stage: string
  #bytes = 0

  constructor(stage: string) {
    this.#stage = stage
  }

  /** Adds to what the stage holds; QueryExceededMemoryLimitNoDiskUseAllowed (292) beyond 100 MB. */
  add(bytes: number): void {
    this.#bytes += bytes
    if (this.#bytes <= LIMIT_BYTES) return
    throw fault(
      'QueryExceededMemoryLimitNoDiskUseAllowed',
      `Exceeded memory limit for ${this.#stage}, but didn't allow external spilling; this server never spills to disk`,
    )
  }
}

/** Roughly what a value takes, in bytes; cheap, because it is asked for every document that is gathered. */
export function weightOf(value: unknown): number {
  if (typeof value === 'string') return PER_VALUE + value.length
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + weightOf(item), PER_VALUE)
  if (value instanceof Binary) return PER_VALUE + value.position
  if (typeof value !== 'object' || value === null || '_bsontype' in value || value instanceof Date)
    return PER_VALUE
  let weight = PER_VALUE
  for (const name of Object.keys(value)) weight += name.length + weightOf((value as Doc)[name])
  return weight
}
