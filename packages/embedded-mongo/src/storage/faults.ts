/** One thing that is wrong in a data folder: where it is, and what, as a sentence for people. */
export type Fault = { where: string; what: string; isMendable: boolean }

/** More sentences than this about one place say nothing new. */
const TOLD_OF_ONE_PLACE = 10

/** Gathers faults; of each place the first ones are told and the others counted. */
export class Faults {
  readonly #told: Fault[] = []
  readonly #counts = new Map<string, { count: number; isMendable: boolean }>()

  /** `isMendable`: rebuilding indexes cures it. */
  add(where: string, what: string, isMendable: boolean): void {
    const known = this.#counts.get(where) ?? { count: 0, isMendable: true }
    known.count += 1
    known.isMendable &&= isMendable
    this.#counts.set(where, known)
    if (known.count <= TOLD_OF_ONE_PLACE) this.#told.push({ where, what, isMendable })
  }

  /** Runs a check that reads what may be damaged: what it throws is a fault too. */
  guard(where: string, check: () => void): void {
    try {
      check()
    } catch (error) {
      this.add(where, `cannot be read: ${messageOf(error)}.`, false)
    }
  }

  all(): Fault[] {
    const more = [...this.#counts]
      .filter(([, { count }]) => count > TOLD_OF_ONE_PLACE)
      .map(([where, { count, isMendable }]) => ({
        where,
        what: `has ${count - TOLD_OF_ONE_PLACE} more faults of this kind.`,
        isMendable,
      }))
    return [...this.#told, ...more]
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
