import {
  ChangeStream,
  ClientSession,
  Collection,
  Db,
  MongoClient,
  type AbstractCursor,
  type Document,
} from 'mongodb'
import { Observer } from './observer.ts'

/** What operations are done with, by the names that the cases give: clients, sessions, streams, saved results … */
export class Entities {
  readonly #byName = new Map<string, unknown>()
  readonly #observers = new Map<string, Observer>()
  /** lsids stay known after their session has ended. */
  readonly #lsids = new Map<string, unknown>()
  readonly #uri: string

  constructor(uri: string) {
    this.#uri = uri
  }

  async createAll(specs: Document[]): Promise<void> {
    for (const spec of specs) await this.#create(spec)
  }

  get(name: string): unknown {
    if (!this.#byName.has(name)) throw new Error(`There is no entity ${name}.`)
    return this.#byName.get(name)
  }

  set(name: string, value: unknown): void {
    this.#byName.set(name, value)
  }

  client(name: string): MongoClient {
    return this.#ofType(name, MongoClient)
  }

  db(name: string): Db {
    return this.#ofType(name, Db)
  }

  collection(name: string): Collection {
    return this.#ofType(name, Collection)
  }

  session(name: string): ClientSession {
    return this.#ofType(name, ClientSession)
  }

  observer(client: string): Observer {
    const observer = this.#observers.get(client)
    if (observer === undefined) throw new Error(`The client ${client} is not observed.`)
    return observer
  }

  lsid(session: string): unknown {
    return this.session(session).id ?? this.#lsids.get(session)
  }

  /** The driver forgets the id of a session that has ended. */
  rememberLsid(session: string): void {
    this.#lsids.set(session, this.session(session).id)
  }

  stopObserving(): void {
    for (const observer of this.#observers.values()) observer.stop()
  }

  /** Ends everything that is open, whatever the case left undone. */
  async close(): Promise<void> {
    const all = [...this.#byName.values()]
    for (const entity of all) if (entity instanceof ChangeStream || isCursor(entity)) await entity.close()
    for (const entity of all) if (entity instanceof ClientSession) await entity.endSession()
    await Promise.all(all.map((entity) => (entity instanceof MongoClient ? entity.close() : undefined)))
  }

  async #create(entity: Document): Promise<void> {
    const [kind, spec] = Object.entries(entity)[0] ?? []
    const options = spec as Document
    const id = String(options['id'])
    if (kind === 'client') await this.#createClient(id, options)
    else if (kind === 'database')
      this.set(
        id,
        this.client(options['client']).db(options['databaseName'], { ...options['databaseOptions'] }),
      )
    else if (kind === 'collection')
      this.set(
        id,
        this.db(options['database']).collection(options['collectionName'], {
          ...options['collectionOptions'],
        }),
      )
    else if (kind === 'session')
      this.set(id, this.client(options['client']).startSession({ ...options['sessionOptions'] }))
    else throw new Error(`The runner does not know entities of the kind ${String(kind)}.`)
    if (kind === 'session') this.rememberLsid(id)
  }

  async #createClient(id: string, spec: Document): Promise<void> {
    const uri = new URL(this.#uri)
    for (const [name, value] of Object.entries(spec['uriOptions'] ?? {}))
      uri.searchParams.set(name, String(value))
    const client = new MongoClient(uri.href, {
      monitorCommands: true,
      // After a lost connection the driver looks again at once, not half a second later.
      minHeartbeatFrequencyMS: 5,
      ...(spec['serverApi'] === undefined ? {} : { serverApi: spec['serverApi'] }),
    })
    this.#byName.set(id, client)
    await client.connect()
    this.#observers.set(id, new Observer(client, spec))
  }

  #ofType<T>(name: string, type: abstract new (...args: never[]) => T): T {
    const entity = this.get(name)
    if (!(entity instanceof type)) throw new Error(`The entity ${name} is no ${type.name}.`)
    return entity
  }
}

export function isCursor(entity: unknown): entity is AbstractCursor {
  return entity instanceof Object && 'tryNext' in entity && !(entity instanceof ChangeStream)
}
