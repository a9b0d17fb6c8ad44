import type {
  CommandFailedEvent,
  CommandStartedEvent,
  CommandSucceededEvent,
  Document,
  MongoClient,
} from 'mongodb'
import type { Entities } from './entities.ts'
import { match, Mismatch } from './match.ts'
import type { ExpectedEvents } from './spec-files.ts'

const COMMAND_EVENTS = {
  commandStartedEvent: 'commandStarted',
  commandSucceededEvent: 'commandSucceeded',
  commandFailedEvent: 'commandFailed',
} as const
const POOL_EVENTS = {
  connectionReadyEvent: 'connectionReady',
  connectionCheckOutStartedEvent: 'connectionCheckOutStarted',
  connectionCheckedOutEvent: 'connectionCheckedOut',
  connectionCheckedInEvent: 'connectionCheckedIn',
} as const

/** Commands that the format leaves out of every list, as they carry secrets or are the runner's own. */
const NEVER_OBSERVED = [
  'configureFailPoint',
  'authenticate',
  'saslStart',
  'saslContinue',
  'getnonce',
  'createUser',
  'updateUser',
  'copydbgetnonce',
  'copydbsaslstart',
  'copydb',
]

type CommandEvent = CommandStartedEvent | CommandSucceededEvent | CommandFailedEvent
interface Observed {
  name: string
  event: Document
}

/** Collects the events of one client that a case asks for, from when it is connected. */
export class Observer {
  readonly #events: Record<'command' | 'cmap', Observed[]> = { command: [], cmap: [] }
  #isStopped = false

  constructor(client: MongoClient, spec: Document) {
    const asked = new Set<string>(spec['observeEvents'] ?? [])
    const ignored = new Set<string>([...NEVER_OBSERVED, ...(spec['ignoreCommandMonitoringEvents'] ?? [])])
    for (const [name, emitted] of Object.entries(COMMAND_EVENTS)) {
      if (!asked.has(name)) continue
      client.on(emitted, (event: CommandEvent) => {
        if (!ignored.has(event.commandName)) this.#note('command', name, event)
      })
    }
    for (const [name, emitted] of Object.entries(POOL_EVENTS))
      if (asked.has(name)) client.on(emitted, (event: object) => this.#note('cmap', name, event))
    const known = { ...COMMAND_EVENTS, ...POOL_EVENTS }
    for (const name of asked)
      if (!(name in known)) throw new Error(`The runner does not know the event ${name}.`)
  }

  stop(): void {
    this.#isStopped = true
  }

  /** The commands sent so far, in order. */
  get startedCommands(): Document[] {
    return this.#events.command
      .filter(({ name }) => name === 'commandStartedEvent')
      .map(({ event }) => event['command'] as Document)
  }

  /** Throws Mismatch unless the events came as expected, in order. */
  check({ events, eventType = 'command', ignoreExtraEvents }: ExpectedEvents, entities: Entities): void {
    const observed = this.#events[eventType]
    const names = observed
      .map(({ name, event }) => `${name} ${String(event['commandName'] ?? '')}`)
      .join(', ')
    if (observed.length < events.length || (ignoreExtraEvents !== true && observed.length > events.length))
      throw new Mismatch(`${observed.length} events instead of ${events.length}: ${names}`)
    for (const [index, expected] of events.entries()) {
      const actual = observed[index]
      const [name, fields] = Object.entries(expected)[0] ?? []
      if (actual === undefined || actual.name !== name)
        throw new Mismatch(`events[${index}] is ${String(actual?.name)} instead of ${String(name)}: ${names}`)
      checkFields(actual.event, fields as Document, entities, `events[${index}]`)
    }
  }

  #note(type: 'command' | 'cmap', name: string, event: object): void {
    if (!this.#isStopped) this.#events[type].push({ name, event })
  }
}

function checkFields(event: Document, expected: Document, entities: Entities, at: string): void {
  for (const [name, value] of Object.entries(expected)) {
    if (name === 'hasServiceId' || name === 'hasServerConnectionId') continue
    // Drivers may add fields to the documents of a command, e.g. wtimeout: that is no matter of the server's.
    match(event[name], value, entities, { at: `${at}.${name}`, inside: 'root' })
  }
}
