import 'server-only'
import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto'
import { base58 } from '@scure/base'
import { env } from '../env'

export type AcademyKey = { privateKey: KeyObject; publicKeyMultibase: string; verificationMethod: string }

/** What Ed25519's private key looks like around its 32 bytes in PKCS #8. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')
const MULTICODEC_ED25519 = Uint8Array.of(0xed, 0x01)
const PURPOSE = 'techelevate academy key, Ed25519, 1'

/** The academy as others name it: `did:web` of its own address, which they look up under `/.well-known/did.json`. */
export function academyDid(): string {
  return `did:web:${encodeURIComponent(new URL(env().APP_URL).host)}`
}

/** The key the academy signs with. */
export function academyKey(): AcademyKey {
  const [key] = academyKeys()
  if (key === undefined) throw new Error('There is no key to sign with.')
  return key
}

/**
 * One signing key for each of `DATA_KEY`, derived from it: made once with it, the same in every process, and kept as
 * safe. A new `DATA_KEY` before the old one signs with a new key; what the old one signed stays verifiable as long as
 * it is listed.
 */
export function academyKeys(): AcademyKey[] {
  return env().DATA_KEY.map((encoded) => {
    const seed = hkdfSync('sha256', Buffer.from(encoded, 'base64'), '', PURPOSE, 32)
    const privateKey = createPrivateKey({
      key: Buffer.concat([PKCS8_HEAD, Buffer.from(seed)]),
      format: 'der',
      type: 'pkcs8',
    })
    const raw = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32)
    const publicKeyMultibase = `z${base58.encode(Buffer.concat([MULTICODEC_ED25519, raw]))}`
    return { privateKey, publicKeyMultibase, verificationMethod: `${academyDid()}#${publicKeyMultibase}` }
  })
}

/** The academy's public keys, as `did:web` publishes them. */
export function academyDocument() {
  const controller = academyDid()
  const keys = academyKeys()
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: controller,
    verificationMethod: keys.map(({ verificationMethod, publicKeyMultibase }) => ({
      id: verificationMethod,
      type: 'Multikey',
      controller,
      publicKeyMultibase,
    })),
    assertionMethod: keys.map(({ verificationMethod }) => verificationMethod),
  }
}
