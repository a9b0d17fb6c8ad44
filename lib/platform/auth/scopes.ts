/**
 * What a personal access token may be used for. A person chooses these when making one; a token from signing in
 * (`POST /api/users/login`) carries all of them. They only narrow: nobody may do by a token what they may not do at all.
 */
export const SCOPES = [
  'account:read',
  'courses:read',
  'courses:write',
  'learning:read',
  'learning:write',
  'students:read',
  'admin',
] as const
export type Scope = (typeof SCOPES)[number]
