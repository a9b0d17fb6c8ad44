import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { env } from '../env'

/**
 * Fields of persons that the database must not hold in clear: AES-256-GCM, stored as `v1.<key id>.<iv, tag, cipher>`.
 * The key stays outside the database. `DATA_KEY` may list several: the first encrypts, the key id finds the right one.
 */
const VERSION = 'v1'
const IV_BYTES = 12
const TAG_BYTES = 16

export function encryptField(plain: string): string {
  const [encoded] = env().DATA_KEY
  if (encoded === undefined) throw new Error('There is no key to encrypt with.')
  const key = Buffer.from(encoded, 'base64')
  const iv = randomBytes(IV_BYTES)
  const keyId = keyIdOf(key)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(keyId))
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return `${VERSION}.${keyId}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`
}

/** Throws when the value was changed, or when its key is no longer in `DATA_KEY`. */
export function decryptField(stored: string): string {
  const [version, keyId, encoded] = stored.split('.')
  if (version !== VERSION || keyId === undefined || encoded === undefined) {
    throw new Error('This is not an encrypted field.')
  }
  const sealed = Buffer.from(encoded, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', keyOfId(keyId), sealed.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(Buffer.from(keyId)).setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
}

function keyOfId(keyId: string): Buffer {
  const keys = env().DATA_KEY.map((encoded) => Buffer.from(encoded, 'base64'))
  const key = keys.find((candidate) => keyIdOf(candidate) === keyId)
  if (key === undefined) throw new Error(`The key ${keyId} is not in DATA_KEY.`)
  return key
}

function keyIdOf(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8)
}
