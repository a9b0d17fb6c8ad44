import 'server-only'
import { SCOPES } from '@/lib/platform/auth/scopes'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { ApiToken } from '@/models/api-token'
import { API_TOKENS_MAX } from '../constants'
import type { OwnApiToken } from '../dto'

/** The viewer's personal access tokens that open something, newest first. */
export async function listOwnApiTokens(viewer: Viewer): Promise<OwnApiToken[]> {
  const user = toObjectId(requireMember(viewer).userId)
  const rows = await ApiToken.find({ user, revokedAt: null, expiresAt: { $gt: now() } })
    .select('name prefix scopes createdAt expiresAt lastUsedAt')
    .sort({ createdAt: -1 })
    .limit(API_TOKENS_MAX + 1)
    .lean()
  return rows.map((row) => ({
    tokenId: row._id.toHexString(),
    name: row.name,
    prefix: row.prefix,
    scopes: SCOPES.filter((scope) => row.scopes.includes(scope)),
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    lastUsedAt: row.lastUsedAt ?? null,
  }))
}

/** Every token that is still on record, ended ones too, for its owner to take along: what it was for, not what it is. */
export async function* listOwnApiTokenRecords(viewer: Viewer) {
  const user = toObjectId(requireMember(viewer).userId)
  const rows = ApiToken.find({ user })
    .select('name prefix scopes createdAt expiresAt lastUsedAt revokedAt')
    .sort({ createdAt: -1 })
    .lean()
  for await (const { name, prefix, scopes, createdAt, expiresAt, lastUsedAt, revokedAt } of rows.cursor()) {
    yield {
      name,
      prefix,
      scopes,
      createdAt,
      expiresAt,
      lastUsedAt: lastUsedAt ?? null,
      revokedAt: revokedAt ?? null,
    }
  }
}
