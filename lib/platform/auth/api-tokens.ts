import { createHash, randomBytes } from 'node:crypto'
import type { Types } from 'mongoose'
import { ApiToken } from '@/models/api-token'
import { now } from '../clock'
import { toObjectId } from '../db/object-id'
import { log } from '../log'
import { type PersonRow, toMember, withActivePerson } from './person-row'
import { SCOPES, type Scope } from './scopes'
import type { Member } from './viewer'

/** So that scanners of leaked secrets, and whoever finds one, know what it is. */
const MARK = 'tep_'
const SHOWN_CHARACTERS = 10
/** Being used is written down at most this often. */
const USED_MILLISECONDS = 3_600_000

/** A new token, shown once, with what is kept of it. */
export function newApiToken(): { token: string; hash: string; prefix: string } {
  const token = `${MARK}${randomBytes(32).toString('base64url')}`
  return { token, hash: hashOf(token), prefix: token.slice(0, SHOWN_CHARACTERS) }
}

export function isApiToken(token: string): boolean {
  return token.startsWith(MARK)
}

type Row = {
  _id: Types.ObjectId
  scopes: string[]
  createdAt: Date
  lastUsedAt: Date | null
  user: PersonRow
}

/** Whose token this is and what for, in one round trip; undefined when it was revoked, has run out or never was. */
export async function findMemberOfApiToken(
  token: string,
): Promise<{ member: Member; scopes: Scope[] } | undefined> {
  const [row] = await ApiToken.aggregate<Row>([
    { $match: { hash: hashOf(token), revokedAt: null, expiresAt: { $gt: now() } } },
    ...withActivePerson(),
    { $project: { scopes: 1, createdAt: 1, lastUsedAt: 1, user: 1 } },
  ])
  if (row === undefined) return undefined
  // One that was made while the password changed was made by who knew the old one.
  const { passwordChangedAt } = row.user
  if (passwordChangedAt != null && row.createdAt < passwordChangedAt) return undefined
  noteUsed(row)
  return { member: toMember(row.user, row._id), scopes: SCOPES.filter((scope) => row.scopes.includes(scope)) }
}

/** Ends every personal access token of a person, as with a changed password or a suspension. */
export async function revokeAllApiTokens(userId: string): Promise<void> {
  await ApiToken.updateMany({ user: toObjectId(userId), revokedAt: null }, { revokedAt: now() })
}

/** Written aside, because nobody should wait for it. */
function noteUsed({ _id, lastUsedAt }: Row): void {
  const at = now()
  if (lastUsedAt !== null && at.getTime() - lastUsedAt.getTime() < USED_MILLISECONDS) return
  ApiToken.updateOne({ _id }, { lastUsedAt: at }).catch((error: unknown) =>
    log.warn({ error }, 'The use of an access token could not be noted.'),
  )
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
