import { z } from 'zod'
import { COUNTRY_CODES } from '@/lib/utils/countries'
import { LANGUAGE_CODES } from '@/lib/utils/languages'
import { canonicalTimeZone, isTimeZone } from '@/lib/utils/time-zones'
import { SCOPES } from '@/lib/platform/auth/scopes'
import {
  API_TOKEN_DAYS,
  API_TOKEN_NAME_MAX,
  BIO_MAX,
  CODE_LENGTH,
  EMAIL_MAX,
  FULL_NAME_MAX,
  IDENTITY_PROVIDERS,
  LANGUAGE_LEVELS,
  LEARNING_LANGUAGES_MAX,
  NATIVE_LANGUAGES_MAX,
  OLDEST_BIRTH_YEAR,
  OPEN_ROLES,
  REASON_MAX,
  REASONS,
  TEACHING_LANGUAGES_MAX,
  THEMES,
} from './constants'
import { findPasswordFault, type Person } from './password-rules'
import { isUsernameReserved, isUsernameShaped } from './usernames'

/** Invisible characters that turn a name around or hide in it; line breaks have no place in one either. */
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/

const Id = z.string().regex(/^[0-9a-f]{24}$/i, 'id')
const Next = z.string().max(2000).optional()

export const Username = z
  .string()
  .max(200, REASONS.usernameShape)
  .normalize('NFKC')
  .trim()
  .refine(isUsernameShaped, REASONS.usernameShape)
  .refine((username) => !isUsernameReserved(username), REASONS.usernameReserved)

export const Email = z
  .string()
  .max(1000, REASONS.emailShape)
  .normalize('NFKC')
  .trim()
  .toLowerCase()
  .pipe(z.email(REASONS.emailShape).max(EMAIL_MAX, REASONS.emailShape))

export const FullName = z
  .string()
  .trim()
  .normalize('NFC')
  .min(1, 'required')
  .max(FULL_NAME_MAX, 'too_long')
  .refine((name) => !HIDDEN.test(name), 'hidden_characters')

const BirthYear = z.coerce
  .number<string | number>(REASONS.birthYear)
  .int(REASONS.birthYear)
  .min(OLDEST_BIRTH_YEAR, REASONS.birthYear)
  .max(9999, REASONS.birthYear)

/** What a person typed as the password they have: measured no further than a stranger's haste demands. */
const GivenPassword = z.string().min(1, 'required').max(1024, REASONS.passwordWrong)
const NewPassword = z.string().min(1, 'required').max(1024, REASONS.passwordLong)

type Choice = { path: string; password: string; person?: Person }

function judgePassword(context: z.RefinementCtx, { path, password, person }: Choice): void {
  const fault = findPasswordFault(password, person)
  if (fault) context.addIssue({ code: 'custom', message: fault, path: [path], input: undefined })
}

const personFields = {
  username: Username,
  fullName: FullName,
  birthYear: BirthYear,
  hasReachedMinimumAge: z.boolean().optional(),
  role: z.enum(OPEN_ROLES, 'required'),
  /** What the browser knows by itself; nobody is refused for it. */
  timeZone: z.string().refine(isTimeZone).optional().catch(undefined),
  locale: z.string().max(20).optional().catch(undefined),
}

export const Registration = z
  .strictObject({ ...personFields, email: Email, password: NewPassword, next: Next })
  .superRefine((input, context) =>
    judgePassword(context, { path: 'password', password: input.password, person: input }),
  )
export type Registration = z.output<typeof Registration>

/** For a person who came from Google or GitHub: the ticket in the cookie holds the address. */
export const ProviderRegistration = z.strictObject({ ...personFields, next: Next })
export type ProviderRegistration = z.output<typeof ProviderRegistration>

export const SignIn = z.strictObject({
  identifier: z.string().trim().min(1, 'required').max(EMAIL_MAX, REASONS.credentialsWrong),
  password: z.string().min(1, 'required').max(1024, REASONS.credentialsWrong),
  next: Next,
})
export type SignIn = z.output<typeof SignIn>

export const ProviderStart = z.strictObject({ provider: z.enum(IDENTITY_PROVIDERS) })
export const ProviderStartQuery = z.strictObject({ next: Next })

export const Nothing = z.strictObject({})
export type Nothing = z.output<typeof Nothing>

/** People copy the code with the spaces or the dash their mail program shows, or in full-width digits. */
export const Code = z
  .string()
  .max(40, REASONS.codeWrong)
  .normalize('NFKC')
  .transform((typed) => typed.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(new RegExp(`^[0-9]{${CODE_LENGTH}}$`), REASONS.codeWrong))

export const CodeEntry = z.strictObject({ code: Code, next: Next })
export type CodeEntry = z.output<typeof CodeEntry>

export const PasswordResetRequest = z.strictObject({ email: Email })
export type PasswordResetRequest = z.output<typeof PasswordResetRequest>

export const ResetToken = z.string().regex(/^[\w-]{43}$/, REASONS.linkSpent)
export const PasswordReset = z
  .strictObject({ token: ResetToken, password: NewPassword })
  .superRefine((input, context) => judgePassword(context, { path: 'password', password: input.password }))
export type PasswordReset = z.output<typeof PasswordReset>

export const PasswordChange = z
  .strictObject({ currentPassword: GivenPassword, newPassword: NewPassword })
  .superRefine((input, context) =>
    judgePassword(context, { path: 'newPassword', password: input.newPassword }),
  )
export type PasswordChange = z.output<typeof PasswordChange>

/** The password stands for the person; who has none (Google, GitHub) sends it empty. */
const Confirmation = z.string().max(1024, REASONS.passwordWrong).optional()

export const EmailChange = z.strictObject({ email: Email, password: Confirmation })
export type EmailChange = z.output<typeof EmailChange>

/** The username typed shows that it is meant; the password, or a mailed code where there is none, who means it. */
export const AccountErasure = z.strictObject({
  username: z.string().trim().min(1, 'required').max(200, REASONS.usernameDiffers),
  password: Confirmation,
  code: Code.optional(),
})
export type AccountErasure = z.output<typeof AccountErasure>

export const UsernameChange = z.strictObject({ username: Username })
export type UsernameChange = z.output<typeof UsernameChange>

export const SignInReference = z.strictObject({ signInId: Id })
export type SignInReference = z.output<typeof SignInReference>

export const IdentityReference = z.strictObject({ provider: z.enum(IDENTITY_PROVIDERS) })
export type IdentityReference = z.output<typeof IdentityReference>

const Language = z.enum(LANGUAGE_CODES, 'unknown_language')
/** A page without scripts carries a spare row; nothing chosen in it means nothing. */
function dropBlankRows(rows: unknown): unknown {
  return Array.isArray(rows)
    ? rows.filter((row) => row?.language !== '' && row?.language !== undefined)
    : rows
}
const distinct = (codes: string[]) => new Set(codes).size === codes.length

export const ProfileChange = z.strictObject({
  fullName: FullName,
  bio: z.string().trim().normalize('NFC').max(BIO_MAX, 'too_long').optional().default(''),
  country: z
    .union([z.literal(''), z.enum(COUNTRY_CODES as [string, ...string[]], 'unknown_country')])
    .default(''),
  nativeLanguages: z.array(Language).max(NATIVE_LANGUAGES_MAX, 'too_many').refine(distinct, 'repeated'),
  learning: z.preprocess(
    dropBlankRows,
    z
      .array(z.strictObject({ language: Language, level: z.enum(LANGUAGE_LEVELS, 'required') }))
      .max(LEARNING_LANGUAGES_MAX, 'too_many')
      .refine((rows) => distinct(rows.map(({ language }) => language)), 'repeated'),
  ),
  teachingLanguages: z.array(Language).max(TEACHING_LANGUAGES_MAX, 'too_many').refine(distinct, 'repeated'),
})
export type ProfileChange = z.output<typeof ProfileChange>

export const ThemeChoice = z.strictObject({ theme: z.enum(THEMES) })
export type ThemeChoice = z.output<typeof ThemeChoice>

/** As it is listed ("Asia/Tokyo"), however it was typed. */
const TimeZone = z
  .string()
  .max(64, 'unknown_time_zone')
  .trim()
  .transform((typed) => typed.replaceAll(' ', '_'))
  .refine(isTimeZone, 'unknown_time_zone')
  .transform(canonicalTimeZone)

export const PreferencesChange = z.strictObject({
  timeZone: TimeZone,
  theme: z.enum(THEMES),
  locale: z
    .string()
    .regex(/^[a-z]{2}(-[A-Za-z]{2,4})?$/, 'unknown_language')
    .optional(),
})
export type PreferencesChange = z.output<typeof PreferencesChange>

export const AccountReference = z.strictObject({ userId: Id })
export type AccountReference = z.output<typeof AccountReference>

export const AccountDecision = z.strictObject({
  userId: Id,
  reason: z.string().trim().min(1, 'required').max(REASON_MAX, 'too_long'),
})
export type AccountDecision = z.output<typeof AccountDecision>

/** What a program sends to register somebody: `name` is the full name, a username is made when none is given. */
export const ProgramRegistration = z
  .strictObject({
    name: FullName,
    email: Email,
    password: NewPassword,
    role: z.enum(OPEN_ROLES).default('student'),
    username: Username.optional(),
    birthYear: BirthYear.optional(),
    hasReachedMinimumAge: personFields.hasReachedMinimumAge,
    timeZone: personFields.timeZone,
    locale: personFields.locale,
  })
  .superRefine(({ name: fullName, ...input }, context) =>
    judgePassword(context, { path: 'password', password: input.password, person: { ...input, fullName } }),
  )
export type ProgramRegistration = z.output<typeof ProgramRegistration>

/** `email` may be a username too. */
export const ProgramSignIn = z.strictObject({
  email: SignIn.shape.identifier,
  password: SignIn.shape.password,
})
export type ProgramSignIn = z.output<typeof ProgramSignIn>

export const TokenRefresh = z.strictObject({ refreshToken: z.string().min(1, 'required').max(200) })

/** What an admin decides about an account by one call; saying no, to either, needs a reason, which is mailed. */
export const AccountStanding = z
  .strictObject({
    approved: z.boolean().optional(),
    active: z.boolean().optional(),
    reason: AccountDecision.shape.reason.optional(),
  })
  .refine(
    ({ approved, active, reason }) => reason !== undefined || (approved !== false && active !== false),
    {
      path: ['reason'],
      message: REASONS.reasonNeeded,
    },
  )
export type AccountStanding = z.output<typeof AccountStanding>

/** A personal access token as its form asks for it. */
export const NewApiToken = z.strictObject({
  name: z
    .string()
    .trim()
    .normalize('NFC')
    .min(1, 'required')
    .max(API_TOKEN_NAME_MAX, 'too_long')
    .refine((name) => !HIDDEN.test(name), 'hidden_characters'),
  scopes: z
    .array(z.enum(SCOPES))
    .min(1, 'too_few')
    .transform((scopes) => [...new Set(scopes)]),
  days: z.enum(API_TOKEN_DAYS),
  password: Confirmation,
})
export type NewApiToken = z.output<typeof NewApiToken>

export const ApiTokenReference = z.strictObject({ tokenId: Id })
export type ApiTokenReference = z.output<typeof ApiTokenReference>

export const ApplicationsPage = z.strictObject({
  status: z.enum(['waiting', 'approved', 'returned']).default('waiting'),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
})
export type ApplicationsPage = z.input<typeof ApplicationsPage>

/** What `npm run admin:create` takes. */
export const Appointment = z.strictObject({
  email: Email,
  username: Username,
  fullName: FullName,
  password: NewPassword,
})
export type Appointment = z.output<typeof Appointment>
