import { openAccessToken } from './access-token'
import { findMemberOfApiToken, isApiToken } from './api-tokens'
import type { Scope } from './scopes'
import { findMember } from './sign-ins'
import type { Member } from './viewer'

/**
 * Whom a bearer token stands for, as the database knows them now: one from signing in (all of the person's rights) or a
 * personal access token (narrowed to its scopes).
 */
export async function memberOfBearer(
  token: string,
): Promise<{ member: Member; scopes: readonly Scope[] | null } | undefined> {
  if (isApiToken(token)) return findMemberOfApiToken(token)
  const opened = await openAccessToken(token)
  const member = opened && (await findMember(opened, 'api'))
  return member && { member, scopes: null }
}
