import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'
import { fault, type MongoServerFault } from '../errors.ts'

/*
 * SCRAM-SHA-256, the server's side (RFC 5802, RFC 7677). The password is 32 random bytes, so more iterations
 * than the smallest number drivers accept would only slow down each new connection.
 */
const ITERATIONS = 4096

/** What the server keeps of the password: enough to check a proof, not enough to log in elsewhere. */
export interface StoredKeys {
  user: string
  salt: Buffer
  storedKey: Buffer
  serverKey: Buffer
}

/** Derives the stored keys of one user. */
export function deriveKeys(user: string, password: string): StoredKeys {
  const salt = randomBytes(28)
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, ITERATIONS, 32, 'sha256')
  const clientKey = hmac(salted, 'Client Key')
  return {
    user,
    salt,
    storedKey: createHash('sha256').update(clientKey).digest(),
    serverKey: hmac(salted, 'Server Key'),
  }
}

/** One running conversation; a connection has at most one. */
export class ScramConversation {
  readonly #keys: StoredKeys
  readonly #nonce: string
  readonly #firstBare: string
  readonly #serverFirst: string
  isProven = false

  /** Takes the client's first message `n,,n=user,r=nonce`. */
  constructor(keys: StoredKeys, clientFirst: string) {
    const header = /^n,(?:a=[^,]*)?,/.exec(clientFirst)
    if (header === null) throw fault('ProtocolError', 'Incorrect SCRAM client first message')
    this.#firstBare = clientFirst.slice(header[0].length)
    const { n: user, r: clientNonce } = attributes(this.#firstBare)
    if (user === undefined || clientNonce === undefined)
      throw fault('ProtocolError', 'Incorrect number of arguments for first SCRAM client message')
    if (user.replaceAll('=2C', ',').replaceAll('=3D', '=') !== keys.user) throw refused()
    this.#keys = keys
    this.#nonce = clientNonce + randomBytes(24).toString('base64')
    this.#serverFirst = `r=${this.#nonce},s=${keys.salt.toString('base64')},i=${ITERATIONS}`
  }

  get serverFirst(): string {
    return this.#serverFirst
  }

  /** Checks the client's final message and returns the server's signature. */
  finish(clientFinal: string): string {
    const { c: channel, r: nonce, p: proofText } = attributes(clientFinal)
    if (channel === undefined || nonce !== this.#nonce || proofText === undefined) throw refused()
    const withoutProof = clientFinal.slice(0, clientFinal.lastIndexOf(',p='))
    const authMessage = `${this.#firstBare},${this.#serverFirst},${withoutProof}`
    const proof = Buffer.from(proofText, 'base64')
    const signature = hmac(this.#keys.storedKey, authMessage)
    if (proof.length !== signature.length) throw refused()
    const clientKey = Buffer.from(proof.map((byte, index) => byte ^ (signature[index] ?? 0)))
    if (!timingSafeEqual(createHash('sha256').update(clientKey).digest(), this.#keys.storedKey))
      throw refused()
    this.isProven = true
    return `v=${hmac(this.#keys.serverKey, authMessage).toString('base64')}`
  }
}

/** One message for a wrong name and a wrong password, so that neither can be told from the other. */
export function refused(): MongoServerFault {
  return fault('AuthenticationFailed', 'Authentication failed.')
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

/** `a=1,b=2` as a record; only the first `=` of a part separates. */
function attributes(message: string): Record<string, string | undefined> {
  return Object.fromEntries(message.split(',').map((part) => [part.slice(0, 1), part.slice(2)]))
}
