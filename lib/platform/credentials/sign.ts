import 'server-only'
import { createHash, sign } from 'node:crypto'
import { base58 } from '@scure/base'
import jsonld from 'jsonld'
import { academyKey } from './academy-key'
import { loadBundled } from './contexts'

export type Credential = { '@context': readonly string[] } & Record<string, unknown>

/**
 * Signs a credential with the academy's key: a Data Integrity proof of the suite eddsa-rdfc-2022 (W3C), which Open
 * Badges 3.0 asks for. The same credential at the same moment gives the same proof.
 */
export async function signCredential<T extends Credential>(credential: T, created: Date) {
  const { privateKey, verificationMethod } = academyKey()
  const proof = {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-rdfc-2022',
    created: wholeSeconds(created),
    verificationMethod,
    proofPurpose: 'assertionMethod',
  }
  const hashed = Buffer.concat([
    await hashOf({ '@context': credential['@context'], ...proof }),
    await hashOf(credential),
  ])
  const proofValue = `z${base58.encode(sign(null, hashed, privateKey))}`
  return { ...credential, proof: { ...proof, proofValue } }
}

/** `2026-03-01T10:00:00Z`: verifiers differ in how they read fractions of a second. */
export function wholeSeconds(moment: Date): string {
  return `${moment.toISOString().slice(0, 19)}Z`
}

async function hashOf(document: object): Promise<Buffer> {
  const canonical = await jsonld.canonize(document, {
    algorithm: 'RDFC-1.0',
    format: 'application/n-quads',
    // A word that no vocabulary knows would be dropped and so not be signed; it throws instead.
    safe: true,
    documentLoader: loadBundled,
  })
  return createHash('sha256').update(canonical).digest()
}
