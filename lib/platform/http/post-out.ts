import { lookup as lookUp, type LookupAddress } from 'node:dns'
import { request as requestPlain, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestSecure } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from './public-address'

/** Why no whole answer came: the address is not public, its name is unknown, too slow, or the connection failed. */
export type OutFailure = 'refused_address' | 'unknown_host' | 'timeout' | 'connection' | 'certificate'

/** One try, as it went. `status` is null when none came; `answer` is the beginning of the body as text. */
export type OutOutcome = {
  status: number | null
  failure: OutFailure | null
  answer: string
  durationMilliseconds: number
}

export type OutCall = { url: string; headers: Readonly<Record<string, string>>; body: string }

export type OutRules = {
  /** For the whole call, from the name's look-up to the answer's end. */
  timeoutMilliseconds: number
  /** How much of the answer is kept. */
  keepBytes: number
  /** Only where the operator has said so: addresses of the own network may be called. */
  isPrivateAllowed: boolean
  /** Ends the call early, as when the process stops. */
  signal?: AbortSignal
  /** Tests: another directory of names. */
  resolve?: Resolve
}

type Resolve = (hostname: string, callback: (error: Error | null, found: LookupAddress[]) => void) => void

/** An answer is read no further than this; who sends more is cut off, and the status counts. */
const READ_BYTES = 64 * 1024

class RefusedAddress extends Error {}

/**
 * Posts to an address that somebody else chose, without becoming their way into our network: the name is looked up once,
 * every address found must be public, and the connection goes to those addresses and no others, so a name that answers
 * differently a moment later gains nothing. No redirect is followed, no proxy or cookie used, and it always ends in time.
 */
export async function postOut(call: OutCall, rules: OutRules): Promise<OutOutcome> {
  const since = performance.now()
  const ending = AbortSignal.any([
    AbortSignal.timeout(rules.timeoutMilliseconds),
    ...(rules.signal ? [rules.signal] : []),
  ])
  const heard: Heard = { status: null, chunks: [] }
  let failure: OutFailure | null = null
  try {
    await exchange(call, { rules, ending, heard })
  } catch (error) {
    rules.signal?.throwIfAborted()
    failure = ending.aborted ? 'timeout' : failureOf(error)
  }
  const answer = Buffer.concat(heard.chunks).subarray(0, rules.keepBytes).toString('utf8')
  return {
    status: heard.status,
    failure,
    answer,
    durationMilliseconds: Math.round(performance.now() - since),
  }
}

type Heard = { status: number | null; chunks: Buffer[] }
type Exchange = { rules: OutRules; ending: AbortSignal; heard: Heard }

function exchange({ url, headers, body }: OutCall, { rules, ending, heard }: Exchange): Promise<void> {
  return new Promise((resolve, reject) => {
    const target = new URL(url)
    const literal = target.hostname.replace(/^\[|\]$/g, '')
    // Node asks no directory for what is an address already, so the guard below would not see it.
    if (isIP(literal) !== 0 && !rules.isPrivateAllowed && !isPublicAddress(literal))
      throw new RefusedAddress(literal)
    const options: RequestOptions = {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      agent: false,
      lookup: guarded(rules),
      signal: ending,
    }
    const open = target.protocol === 'https:' ? requestSecure : requestPlain
    const request = open(target, options, (response) => {
      heard.status = response.statusCode ?? null
      read(response, heard.chunks).then(resolve, reject)
    })
    request.on('error', reject)
    request.end(body)
  })
}

async function read(response: IncomingMessage, chunks: Buffer[]): Promise<void> {
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.byteLength
    if (size >= READ_BYTES) return
  }
}

/** Looks a name up and hands on what it found, or nothing at all when one of the addresses is not public. */
function guarded({ isPrivateAllowed, resolve = inDirectory }: OutRules): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, (error, found) => {
      const [first] = found
      if (error !== null || first === undefined) return callback(error ?? new Error('No address.'), '', 0)
      if (!isPrivateAllowed && !found.every(({ address }) => isPublicAddress(address)))
        return callback(new RefusedAddress(hostname), '', 0)
      if (options.all) callback(null, found)
      else callback(null, first.address, first.family)
    })
  }
}

function inDirectory(hostname: string, callback: Parameters<Resolve>[1]): void {
  lookUp(hostname, { all: true }, (error, found) => callback(error, found ?? []))
}

function failureOf(error: unknown): OutFailure {
  if (error instanceof RefusedAddress) return 'refused_address'
  const { code = '' } = error as { code?: string }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown_host'
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/.test(code) ? 'certificate' : 'connection'
}
