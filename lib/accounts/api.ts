import { z } from 'zod'
import { EXAMPLE } from '@/lib/platform/http/example-ids'
import { operation } from '@/lib/platform/http/operation'
import { file, moment } from '@/lib/platform/http/shapes'
import { objectId } from '@/lib/utils/object-id'
import { REASONS, ROLES } from './constants'
import {
  AccountStanding,
  CodeEntry,
  ProgramRegistration,
  ProgramSignIn,
  ProviderStart,
  ProviderStartQuery,
  TokenRefresh,
} from './schema'

/** An account as its owner and admins get it: `Account` in ./dto. */
export const AccountAnswer = z.strictObject({
  id: objectId,
  name: z.string(),
  username: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  approved: z.boolean(),
  active: z.boolean(),
  verified: z.boolean(),
  avatarUrl: z.string().nullable(),
  createdAt: moment,
})

const TokensAnswer = z.strictObject({
  token: z.string(),
  refreshToken: z.string(),
  /** Seconds until `token` opens nothing any more. */
  expiresIn: z.number().int(),
  user: AccountAnswer,
})

export const registerOperation = operation({
  id: 'register',
  method: 'POST',
  path: '/api/users/register',
  summary: 'Make an account and sign its owner in',
  description:
    'A code that proves the address is mailed; until it is sent to `POST /api/users/verify` a person may read, enrol and ' +
    'learn, but not write to others, upload or publish. Without `username` one is made from the name. Without `birthYear` ' +
    'the person counts as a minor, and whoever registers them answers for the minimum age; with it the age is judged, and ' +
    'in the one year in which the day decides, `hasReachedMinimumAge` must be true.',
  audience: 'public',
  auth: 'none',
  body: ProgramRegistration,
  answers: { 201: TokensAnswer },
  errors: {
    conflict: [REASONS.emailTaken, REASONS.usernameTaken],
    invalid: [
      REASONS.passwordShort,
      REASONS.passwordLong,
      REASONS.passwordCommon,
      REASONS.passwordPersonal,
      REASONS.tooYoung,
      REASONS.ageUnsure,
    ],
  },
  idempotent: true,
  examples: [
    {
      name: 'A student',
      body: { name: 'Ada Lovelace', email: 'ada@example.com', password: 'analytical engine no. 1' },
      status: 201,
    },
    {
      name: 'An instructor, who waits for an approval',
      body: {
        name: 'Grace Hopper',
        email: 'grace@example.com',
        password: 'nanoseconds of wire',
        role: 'instructor',
        username: 'grace',
        birthYear: 1986,
      },
      status: 201,
    },
    {
      name: 'Without an address',
      body: { name: 'Nobody', password: 'analytical engine no. 1' },
      status: 422,
    },
  ],
})

export const logInOperation = operation({
  id: 'logIn',
  method: 'POST',
  path: '/api/users/login',
  summary: 'Sign in by address or username, and password',
  description:
    '`token` is sent as `Authorization: Bearer …` for `expiresIn` seconds; `refreshToken` is exchanged once for the next ' +
    'pair. Both die when the password changes, the account is suspended, or the sign-in is ended in the settings.',
  audience: 'public',
  auth: 'none',
  body: ProgramSignIn,
  answers: { 200: TokensAnswer },
  errors: { unauthenticated: [REASONS.credentialsWrong], forbidden: [REASONS.suspended] },
  examples: [
    { name: 'By username', body: { email: 'ada', password: 'seven calm rivers east' }, status: 200 },
    { name: 'A wrong password', body: { email: 'ada@example.com', password: 'not hers' }, status: 401 },
  ],
})

export const refreshOperation = operation({
  id: 'refreshTokens',
  method: 'POST',
  path: '/api/users/refresh',
  summary: 'Exchange a refresh token for the next pair',
  description:
    'Each refresh token is good for one exchange. Of two exchanges at once one gets the pair, the other 409. A token that ' +
    'comes again later is in two hands: the whole sign-in ends. With an `Idempotency-Key` an answer that was lost on ' +
    'its way is given again.',
  audience: 'public',
  auth: 'none',
  body: TokenRefresh,
  answers: { 200: TokensAnswer },
  errors: { unauthenticated: ['token.refresh_invalid'], conflict: ['token.refreshed_meanwhile'] },
  idempotent: true,
  examples: [{ name: 'A token that is none', body: { refreshToken: 'none' }, status: 401 }],
})

export const verifyEmailOperation = operation({
  id: 'verifyEmail',
  method: 'POST',
  path: '/api/users/verify',
  summary: 'Prove your address by the code that was mailed to it',
  audience: 'public',
  auth: 'bearer',
  body: CodeEntry.pick({ code: true }),
  answers: { 204: null },
  errors: {
    invalid: [REASONS.codeWrong, REASONS.codeExpired, REASONS.codeSpent],
    conflict: [REASONS.codeExpired, REASONS.codeSpent, REASONS.alreadyVerified],
    limited: [REASONS.codeSpent],
  },
  examples: [{ name: 'Not the code', body: { code: '000000' }, status: 422 }],
})

export const decideOnAccountOperation = operation({
  id: 'updateUser',
  method: 'PATCH',
  path: '/api/users/{id}',
  summary: 'Approve, send back, suspend or let in an account (admins)',
  description:
    'What is so already stays as it is. `approved: false` sends an application back, `active: false` suspends; both need ' +
    'a `reason`, which is mailed to the person.',
  audience: 'public',
  auth: 'bearer',
  scope: 'admin',
  params: z.strictObject({ id: objectId }),
  body: AccountStanding,
  answers: { 200: AccountAnswer },
  errors: {
    forbidden: [REASONS.notYourself],
    invalid: [REASONS.reasonNeeded],
    conflict: [REASONS.applicationDecided],
  },
  examples: [
    { name: 'Approve an instructor', params: { id: EXAMPLE.person }, body: { approved: true }, status: 200 },
    {
      name: 'An account that is not there',
      params: { id: '0'.repeat(24) },
      body: { approved: true },
      status: 404,
    },
  ],
})

export const startProviderSignInOperation = operation({
  id: 'startProviderSignIn',
  method: 'GET',
  path: '/api/auth/start/{provider}',
  summary: 'Lead to the sign-in page of Google or GitHub',
  audience: 'internal',
  auth: 'session',
  visitors: true,
  params: ProviderStart,
  query: ProviderStartQuery,
  answers: { 303: null },
  limit: 'signInAddress',
})

/** Served by NextAuth itself: its protocol between our pages, its cookie and the providers. */
const nextAuth = {
  path: '/api/auth/{nextauth}',
  audience: 'internal',
  auth: 'session',
  visitors: true,
  params: z.object({ nextauth: z.string() }),
  query: 'own',
  answers: { 200: file('As the protocol of NextAuth says.', '*/*'), 302: null },
  limit: null,
} as const

const askNextAuth = operation({
  ...nextAuth,
  id: 'askNextAuth',
  method: 'GET',
  summary: 'Speak with NextAuth',
})
const tellNextAuth = operation({
  ...nextAuth,
  id: 'tellNextAuth',
  method: 'POST',
  summary: 'Speak with NextAuth, changing something',
  body: 'own',
})

export const operations = [
  registerOperation,
  logInOperation,
  refreshOperation,
  verifyEmailOperation,
  decideOnAccountOperation,
  startProviderSignInOperation,
  askNextAuth,
  tellNextAuth,
]
