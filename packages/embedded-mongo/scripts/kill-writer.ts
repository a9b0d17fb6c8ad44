import { MongoServerError, type ClientSession, type Collection } from 'mongodb'

export interface Entry {
  _id: string
  writer: number
  n: number
  key: string
  tag: string
}

/** What a document's `n` is or becomes; null when the document is not there. */
type Changes = Map<string, number | null>
/** Changes of one write: all or none of them when it is whole, else each for itself (as `updateMany` in MongoDB). */
type Stage = { changes: Changes; isWhole: boolean }
/** What a step changes, stage after stage, and the call that does it. */
type Step = { stages: Stage[]; write: () => Promise<unknown> }
type Document = [id: string, n: number]

const TAGS = 7

export function tagOf(n: number): string {
  return `tag ${((n % TAGS) + TAGS) % TAGS}`
}

/** `tagOf` as an expression, for updates that compute it in the server. */
const TAG_OF_N = {
  $concat: ['tag ', { $toString: { $mod: [{ $add: [{ $mod: ['$n', TAGS] }, TAGS] }, TAGS] } }],
}

/** One client that changes documents of its own, one call after another, and knows what was acknowledged. */
export class Writer {
  /** Set at the kill: the write under way is the last of this round. */
  isLast = false
  acknowledged = 0
  readonly #number: number
  readonly #known: Changes = new Map()
  #underWay: Stage[] = []
  #serial = 0

  constructor(number: number) {
    this.#number = number
  }

  /** Writes until it is told to stop, or until a write is not acknowledged. */
  async work(entries: Collection<Entry>, startSession: () => ClientSession): Promise<void> {
    this.isLast = false
    const session = startSession()
    while (!this.isLast && (await this.#step(entries, session))) this.acknowledged++
    await session.endSession()
  }

  async #step(entries: Collection<Entry>, session: ClientSession): Promise<boolean> {
    const { stages, write } = this.#choose(entries, session)
    this.#underWay = stages
    try {
      await write()
    } catch (error) {
      // Before the kill nothing may fail.
      if (!this.isLast) throw error
      return false
    }
    for (const { changes } of stages) this.#learn(changes)
    this.#underWay = []
    return true
  }

  #choose(entries: Collection<Entry>, session: ClientSession): Step {
    const [one, other] = this.#present()
    const kind = Math.floor(Math.random() * 11)
    if (kind < 3 || one === undefined || other === undefined) return this.#insert(entries, kind === 0 ? 1 : 5)
    if (kind === 3) return this.#update(entries, one)
    if (kind === 4) return this.#findAndUpdate(entries, one)
    if (kind === 5) return whole(new Map([[one[0], null]]), () => entries.deleteOne({ _id: one[0] }))
    if (kind === 6) return this.#insertTaken(entries, one)
    if (kind === 7) return this.#bulk(entries, one, other)
    if (kind === 8) return this.#updateMany(entries, one)
    if (kind === 9) return this.#deleteMany(entries, one)
    return this.#move(entries, session, one, other)
  }

  #new(n: number): Entry {
    const _id = `${this.#number}-${this.#serial++}`
    return { _id, writer: this.#number, n, key: _id, tag: tagOf(n) }
  }

  #insert(entries: Collection<Entry>, count: number): Step {
    const made = Array.from({ length: count }, () => this.#new(0))
    return whole(new Map(made.map(({ _id, n }) => [_id, n])), () => entries.insertMany(made))
  }

  #update(entries: Collection<Entry>, [id, n]: Document): Step {
    const changes = new Map([[id, n + 1]])
    return whole(changes, () => entries.updateOne({ _id: id }, [{ $set: { n: n + 1, tag: tagOf(n + 1) } }]))
  }

  #findAndUpdate(entries: Collection<Entry>, [id, n]: Document): Step {
    const change = { $inc: { n: 1 }, $set: { tag: tagOf(n + 1) } }
    return whole(new Map([[id, n + 1]]), () => entries.findOneAndUpdate({ _id: id }, change))
  }

  /** A key that a document has already: refused, and the one beside it is kept. */
  #insertTaken(entries: Collection<Entry>, [taken]: Document): Step {
    const made = this.#new(3)
    const documents = [{ ...this.#new(0), key: taken }, made]
    return whole(new Map([[made._id, 3]]), async () => {
      const refusal = await entries.insertMany(documents, { ordered: false }).catch((error: unknown) => error)
      if (!(refusal instanceof MongoServerError) || refusal.code !== 11000)
        throw new Error('it was not refused')
    })
  }

  /** Three writes of three kinds, in order; each is whole for itself. */
  #bulk(entries: Collection<Entry>, [id, n]: Document, [doomed]: Document): Step {
    const made = this.#new(5)
    const stages = [new Map([[made._id, 5]]), new Map([[id, n + 2]]), new Map([[doomed, null]])]
    const write = (): Promise<unknown> =>
      entries.bulkWrite([
        { insertOne: { document: made } },
        { updateOne: { filter: { _id: id }, update: { $inc: { n: 2 }, $set: { tag: tagOf(n + 2) } } } },
        { deleteOne: { filter: { _id: doomed } } },
      ])
    return { stages: stages.map((changes) => ({ changes, isWhole: true })), write }
  }

  #updateMany(entries: Collection<Entry>, [, n]: Document): Step {
    const tag = tagOf(n)
    const changes = new Map(this.#tagged(tag).map(([id, was]) => [id, was + 1]))
    const filter = { writer: this.#number, tag }
    const pipeline = [{ $set: { n: { $add: ['$n', 1] } } }, { $set: { tag: TAG_OF_N } }]
    return { stages: [{ changes, isWhole: false }], write: () => entries.updateMany(filter, pipeline) }
  }

  #deleteMany(entries: Collection<Entry>, [, n]: Document): Step {
    const tag = tagOf(n)
    const ids = this.#tagged(tag)
      .slice(0, 4)
      .map(([id]) => id)
    const changes = new Map(ids.map((id) => [id, null]))
    return {
      stages: [{ changes, isWhole: false }],
      write: () => entries.deleteMany({ _id: { $in: ids }, tag }),
    }
  }

  /** A transaction over two documents and a new one: all of it or none. */
  #move(entries: Collection<Entry>, session: ClientSession, [from, a]: Document, [to, b]: Document): Step {
    const made = this.#new(7)
    const changes = new Map([
      [from, a - 1],
      [to, b + 1],
      [made._id, 7],
    ])
    return whole(changes, () =>
      session.withTransaction(async () => {
        await entries.updateOne({ _id: from }, { $inc: { n: -1 }, $set: { tag: tagOf(a - 1) } }, { session })
        await entries.updateOne({ _id: to }, { $inc: { n: 1 }, $set: { tag: tagOf(b + 1) } }, { session })
        await entries.insertOne(made, { session })
      }),
    )
  }

  #tagged(tag: string): Document[] {
    return this.#all().filter(([, n]) => tagOf(n) === tag)
  }

  #all(): Document[] {
    return [...this.#known].filter((pair): pair is Document => pair[1] !== null)
  }

  /** Two different documents of its own, by chance. */
  #present(): Document[] {
    const present = this.#all()
    const start = Math.floor(Math.random() * Math.max(0, present.length - 1))
    return present.slice(start, start + 2)
  }

  #learn(changes: Changes): void {
    for (const [id, n] of changes) this.#known.set(id, n)
  }

  /**
   * Compares what is stored with what was acknowledged, and goes on from what is stored. Gives back how many documents
   * are not as they must be, with those of writes that are there by half.
   */
  async settle(entries: Collection<Entry>): Promise<number> {
    const found = await entries.find({ writer: this.#number }).hint({ $natural: 1 }).toArray()
    const stored = new Map(found.map((entry) => [entry._id, entry]))
    const seen = (id: string): number | null => stored.get(id)?.n ?? null
    let isBrokenOff = false
    for (const { changes, isWhole } of this.#underWay) {
      const done = new Map([...changes].filter(([id, n]) => seen(id) === n))
      // Nothing of a later stage may be there when an earlier one is not; then its documents count as lost below.
      if (!isBrokenOff && (!isWhole || done.size === changes.size)) this.#learn(done)
      if (done.size < changes.size) isBrokenOff = true
    }
    const ids = new Set([
      ...this.#known.keys(),
      ...stored.keys(),
      ...this.#underWay.flatMap((stage) => [...stage.changes.keys()]),
    ])
    const last = JSON.stringify(this.#underWay.map(({ changes }) => [...changes]))
    this.#underWay = []
    let lost = 0
    for (const id of ids) {
      const entry = stored.get(id)
      const isConsistent = entry === undefined || (entry.tag === tagOf(entry.n) && entry.key === id)
      const known = this.#known.get(id) ?? null
      if (seen(id) !== known || !isConsistent) {
        lost++
        process.stderr.write(`${id}: ${JSON.stringify(entry)}, not ${known}; under way was ${last}\n`)
      }
      if (entry === undefined) this.#known.delete(id)
      else this.#known.set(id, entry.n)
    }
    return lost
  }
}

function whole(changes: Changes, write: () => Promise<unknown>): Step {
  return { stages: [{ changes, isWhole: true }], write }
}
