import { connect, createServer, type Server, type Socket } from 'node:net'
import { deserialize } from 'bson'

/**
 * Stands between the application and its database and notes every command that passes: what a page really asks, counted
 * where it cannot be overlooked. Compression is not agreed on by the driver unless asked for, so messages are readable.
 */
export type Wire = {
  uri: string
  /** The commands since the last call, as `find users`; without the ones that run beside every request. */
  taken: () => string[]
  close: () => void
}

const MESSAGE = 2013
/** Opening a connection, watching, keeping alive, and the jobs' own rounds: not what a page costs. */
const BESIDE =
  /^(hello|ismaster|sasl\w+|ping|endSessions|killCursors|getMore|aggregate \(watching\)|\w+ jobs)\b/i

export async function tapDatabase(uri: string): Promise<Wire> {
  const target = new URL(uri)
  let seen: string[] = []
  const server = createServer((client) => {
    const database = connect(Number(target.port), target.hostname)
    let rest: Buffer = Buffer.alloc(0)
    client.on('data', (part) => {
      database.write(part)
      rest = noteMessages(Buffer.concat([rest, part]), (command) => seen.push(command))
    })
    database.on('data', (part) => client.write(part))
    for (const [one, other] of [
      [client, database],
      [database, client],
    ] satisfies [Socket, Socket][]) {
      one.on('close', () => other.destroy())
      one.on('error', () => other.destroy())
    }
  })
  const port = await listening(server)
  return {
    uri: addressAt(target, port),
    taken: () => {
      const commands = seen.filter((command) => !BESIDE.test(command))
      seen = []
      return commands
    },
    close: () => server.close(),
  }
}

/** The database's own address, name and password too, with another port; the driver looks for no other members. */
function addressAt(target: URL, port: number): string {
  const address = new URL(target)
  address.port = String(port)
  address.searchParams.delete('replicaSet')
  address.searchParams.set('directConnection', 'true')
  return address.href
}

/** Notes the whole messages at the start of the buffer and answers what is left of it. */
function noteMessages(buffer: Buffer, note: (command: string) => void): Buffer {
  let at = 0
  while (buffer.length - at >= 16) {
    const length = buffer.readInt32LE(at)
    if (buffer.length - at < length) break
    // Header, flags, then one section of kind 0: the command itself.
    if (buffer.readInt32LE(at + 12) === MESSAGE && buffer[at + 20] === 0)
      note(
        nameOf(
          deserialize(buffer.subarray(at + 21, at + length), { allowObjectSmallerThanBufferSize: true }),
        ),
      )
    at += length
  }
  return buffer.subarray(at)
}

function nameOf(command: Record<string, unknown>): string {
  const [name = ''] = Object.keys(command)
  if (name === 'aggregate' && JSON.stringify(command['pipeline']).includes('$changeStream'))
    return 'aggregate (watching)'
  return `${name} ${String(command[name])}`
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
}
