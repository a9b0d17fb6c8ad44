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
  /**
   * Told every answer's path and whole body, compressed as it came; throws where it is not what it should be. The body's memory is
   * used again afterwards: who keeps it, copies it.
   */
  check?: (path: string, body: Buffer) => void
}

/** `p50` and `p99` in milliseconds. */
export type Measured = { count: number; perSecond: number; p50: number; p99: number }

const HEAD_END = Buffer.from('\r\n\r\n')
const LAST_CHUNK = Buffer.from('0\r\n\r\n')
const LENGTH = Buffer.from('\r\ncontent-length: ')
const STATUS_BYTES = 'HTTP/1.1 200'.length

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

/**
 * What one connection reads into, again and again the same: new memory for every piece would make the collector of this process what
 * is measured, and more so the larger the pages are.
 */
class Room {
  /** More than any page takes; where one takes more, it grows. */
  #bytes = Buffer.allocUnsafeSlow(256 * 1024)
  #filled = 0

  free(): Buffer {
    if (this.#filled === this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes], 2 * this.#filled)
    return this.#bytes.subarray(this.#filled)
  }

  /** What has come of the answer. */
  add(count: number): Buffer {
    this.#filled += count
    return this.#bytes.subarray(0, this.#filled)
  }

  clear(): void {
    this.#filled = 0
  }
}

/** One connection, until there is nothing more to ask. */
function converse({ port, paths, check }: Load, { requests, turn, latencies }: Work): Promise<void> {
  return new Promise((resolve, reject) => {
    const room = new Room()
    let current = -1
    let askedAt = 0
    const callback = (count: number) => {
      try {
        const body = wholeBody(room.add(count))
        if (body === null) return true
        latencies.push(performance.now() - askedAt)
        check?.(paths[current] ?? '', body)
        ask()
      } catch (error) {
        socket.destroy()
        reject(error)
      }
      return true
    }
    const onread = { buffer: () => room.free(), callback }
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true, onread })
    const ask = () => {
      const index = turn()
      if (index === null) return socket.end(() => resolve())
      current = index
      askedAt = performance.now()
      room.clear()
      socket.write(requests[index] ?? '')
    }
    socket.on('connect', ask)
    socket.on('error', reject)
    socket.on('close', () => resolve())
  })
}

/** The answer's body when all of it has come; throws for another status than 200. Names of headers come in small letters. */
function wholeBody(all: Buffer): Buffer | null {
  const end = all.indexOf(HEAD_END)
  if (end < 0) return null
  const status = all.toString('latin1', 0, STATUS_BYTES)
  if (status !== 'HTTP/1.1 200') throw new Error(`Answered ${status}`)
  const body = all.subarray(end + HEAD_END.length)
  const at = all.indexOf(LENGTH)
  if (at >= 0 && at < end) {
    const length = parseInt(all.toString('latin1', at + LENGTH.length, at + LENGTH.length + 12), 10)
    return body.length >= length ? body : null
  }
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
