import { connect, type Socket } from 'node:net'

/**
 * A load generator that costs less than the server it asks: bare sockets that stay open, one request at a time on
 * each, answers cut by their length and nothing parsed but the status line. A general client spends more processor on an
 * answer than the server on making it, and then measures itself.
 */
export type Load = {
  port: number
  /** Asked in turns. */
  paths: readonly string[]
  headers?: Readonly<Record<string, string>>
  connections: number
  /** What ends it: so many requests, or so many seconds. */
  extent: { amount: number } | { seconds: number }
  /** Told every answer's path and whole body, compressed as it came; throws where it is not what it should be. */
  check?: (path: string, body: Buffer) => void
}

/** `p50` and `p99` in milliseconds. */
export type Measured = { count: number; perSecond: number; p50: number; p99: number }

const HEAD_END = Buffer.from('\r\n\r\n')
const LAST_CHUNK = Buffer.from('0\r\n\r\n')

export async function load(given: Load): Promise<Measured> {
  const requests = given.paths.map((path) => Buffer.from(requestText(given, path)))
  const until = 'seconds' in given.extent ? performance.now() + given.extent.seconds * 1000 : Infinity
  const most = 'amount' in given.extent ? given.extent.amount : Infinity
  const latencies: number[] = []
  let asked = 0
  const turn = () => (asked < most && performance.now() < until ? asked++ % requests.length : null)
  const since = performance.now()
  await Promise.all(
    Array.from({ length: given.connections }, () => converse(given, { requests, turn, latencies })),
  )
  const seconds = (performance.now() - since) / 1000
  const sorted = latencies.toSorted((one, other) => one - other)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { count: latencies.length, perSecond: latencies.length / seconds, p50: at(0.5), p99: at(0.99) }
}

function requestText({ port, headers }: Load, path: string): string {
  const all = { host: `localhost:${port}`, 'accept-encoding': 'gzip', accept: 'text/html', ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return [`GET ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n')
}

type Work = { requests: readonly Buffer[]; turn: () => number | null; latencies: number[] }

/** One connection, until there is nothing more to ask. */
function converse({ port, paths, check }: Load, { requests, turn, latencies }: Work): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let parts: Buffer[] = []
    let current = -1
    let askedAt = 0
    const ask = () => {
      const index = turn()
      if (index === null) return socket.end(() => resolve())
      current = index
      askedAt = performance.now()
      parts = []
      socket.write(requests[index] ?? '')
    }
    socket.on('connect', ask)
    socket.on('error', reject)
    socket.on('close', () => resolve())
    socket.on('data', (part) => {
      parts.push(part)
      try {
        const body = wholeBody(parts)
        if (body === null) return
        latencies.push(performance.now() - askedAt)
        check?.(paths[current] ?? '', body)
        ask()
      } catch (error) {
        socket.destroy()
        reject(error)
      }
    })
  })
}

/** The answer's body when all of it has come; throws for another status than 200. */
function wholeBody(parts: Buffer[]): Buffer | null {
  const all = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
  parts.splice(0, parts.length, all)
  const end = all.indexOf(HEAD_END)
  if (end < 0) return null
  const head = all.toString('latin1', 0, end).toLowerCase()
  if (!head.startsWith('http/1.1 200')) throw new Error(`Answered ${head.slice(9, 40).split('\r')[0]}`)
  const body = all.subarray(end + HEAD_END.length)
  const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1]
  if (length !== undefined) return body.length >= Number(length) ? body : null
  return body.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK) ? joined(body) : null
}

/** A body that came in chunks, without their sizes; what ends like a body inside a chunk is not the end of it. */
function joined(body: Buffer): Buffer | null {
  const parts: Buffer[] = []
  for (let at = 0; ;) {
    const lineEnd = body.indexOf('\r\n', at)
    const size = parseInt(body.toString('latin1', at, lineEnd), 16)
    if (size === 0) return Buffer.concat(parts)
    const start = lineEnd + 2
    if (lineEnd < 0 || start + size + 2 > body.length) return null
    parts.push(body.subarray(start, start + size))
    at = start + size + 2
  }
}
