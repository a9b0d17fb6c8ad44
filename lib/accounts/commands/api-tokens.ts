import 'server-only'
import { newApiToken } from '@/lib/platform/auth/api-tokens'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { AppError, notFound } from '@/lib/platform/errors'
import { ApiToken } from '@/models/api-token'
import { API_TOKENS_MAX, REASONS } from '../constants'
import type { ApiTokenReference, NewApiToken } from '../schema'
import { confirmPassword } from './password'

const DAY_MILLISECONDS = 86_400_000

/**
 * Makes a personal access token for whoever knows the password. The token is told here once and kept nowhere.
 *
 * @throws invalid `account.password_wrong` at `password`, conflict `account.tokens_spent`, limited
 */
export async function createApiToken(
  viewer: Viewer,
  { name, scopes, days, password }: NewApiToken,
): Promise<{ tokenId: string; token: string }> {
  const user = toObjectId(requireMember(viewer).userId)
  // Before the password is judged: made while it changes, the token counts as made before.
  const createdAt = now()
  await confirmPassword(viewer, { password, field: 'password' })
  const live = await ApiToken.countDocuments({ user, revokedAt: null, expiresAt: { $gt: createdAt } })
  if (live >= API_TOKENS_MAX) {
    throw new AppError('conflict', 'There are too many tokens.', { reason: REASONS.tokensSpent })
  }
  const { token, hash, prefix } = newApiToken()
  const expiresAt = new Date(createdAt.getTime() + Number(days) * DAY_MILLISECONDS)
  const [row] = await ApiToken.create([{ user, name, scopes, hash, prefix, expiresAt, createdAt }])
  if (row === undefined) throw new Error('The token was not kept.')
  return { tokenId: row._id.toHexString(), token }
}

/** Ends one of the viewer's tokens; from the next call on it opens nothing. */
export async function revokeApiToken(viewer: Viewer, { tokenId }: ApiTokenReference): Promise<void> {
  const user = toObjectId(requireMember(viewer).userId)
  const { modifiedCount } = await ApiToken.updateOne(
    { _id: toObjectId(tokenId), user, revokedAt: null },
    { revokedAt: now() },
  )
  if (modifiedCount !== 1) throw notFound('This token has ended already.')
}
