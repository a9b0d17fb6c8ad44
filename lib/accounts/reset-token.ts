import 'server-only'
import { createHash, randomBytes } from 'node:crypto'

export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** A token of 256 random bits needs no slow hash: it cannot be guessed, only stolen. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
