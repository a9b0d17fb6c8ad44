/**
 * The values of an account that the browser, the schemas and the models share. Nothing here may import a model or
 * anything of the server.
 */

export const ROLES = ['student', 'instructor', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** The roles a person may ask for; an admin is made by an admin or by `npm run admin:create`. */
export const OPEN_ROLES = ['student', 'instructor'] as const
export type OpenRole = (typeof OPEN_ROLES)[number]

export const LANGUAGE_LEVELS = ['beginner', 'elementary', 'intermediate', 'advanced', 'proficient'] as const
export type LanguageLevel = (typeof LANGUAGE_LEVELS)[number]

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export const IDENTITY_PROVIDERS = ['google', 'github'] as const
export type IdentityProvider = (typeof IDENTITY_PROVIDERS)[number]

/** What a mailed code proves; the same address may hold one code of each. */
export const OTP_PURPOSES = ['verifyEmail', 'changeEmail', 'eraseAccount'] as const
export type OtpPurpose = (typeof OTP_PURPOSES)[number]

export const APPLICATION_STATUSES = ['waiting', 'approved', 'returned'] as const
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number]

export const USERNAME_MIN = 3
export const USERNAME_MAX = 30
export const EMAIL_MAX = 254
export const FULL_NAME_MAX = 100
export const BIO_MAX = 1000
export const REASON_MAX = 1000
export const PASSWORD_MIN = 10
export const PASSWORD_MAX = 128
/** Bounds of the lists on a profile: nobody's list grows with use. */
export const NATIVE_LANGUAGES_MAX = 5
export const LEARNING_LANGUAGES_MAX = 8
export const TEACHING_LANGUAGES_MAX = 8
/** The oldest living person is younger; an earlier year is a slip of the finger. */
export const OLDEST_BIRTH_YEAR = 1900

export const CODE_LENGTH = 6
export const CODE_SECONDS = 300
export const CODE_TRIES = 5
export const RESET_LINK_SECONDS = 3600
/** How long a person who came from Google or GitHub has to fill in what the provider does not tell. */
export const TICKET_SECONDS = 1800
/** Read by the server on the way out, so that a kept page arrives in the right colours. */
export const THEME_COOKIE = 'theme'
/** Says for a minute that this browser's account was just deleted, so that nobody is told so by a link alone. */
export const FAREWELL_COOKIE = 'farewell'
/** A former username leads to its owner for this long, and nobody else may take it meanwhile. */
export const FORMER_USERNAME_DAYS = 90

/** Personal access tokens that a person can have at once, and for how many days one may be good. */
export const API_TOKENS_MAX = 20
export const API_TOKEN_NAME_MAX = 60
export const API_TOKEN_DAYS = ['7', '30', '90', '365'] as const

/** The domain's refusals; each is a key of the catalogue's `errors`. */
export const REASONS = {
  emailTaken: 'account.email_taken',
  usernameTaken: 'account.username_taken',
  usernameReserved: 'account.username_reserved',
  usernameShape: 'account.username_shape',
  emailSame: 'account.email_same',
  emailShape: 'account.email_shape',
  tooYoung: 'account.too_young',
  ageUnsure: 'account.age_unsure',
  birthYear: 'account.birth_year',
  passwordShort: 'account.password_short',
  passwordLong: 'account.password_long',
  passwordCommon: 'account.password_common',
  passwordPersonal: 'account.password_personal',
  passwordWrong: 'account.password_wrong',
  credentialsWrong: 'account.credentials_wrong',
  signedIn: 'account.signed_in',
  suspended: 'account.suspended',
  unverified: 'account.unverified',
  notApproved: 'account.not_approved',
  codeWrong: 'account.code_wrong',
  codeExpired: 'account.code_expired',
  codeSpent: 'account.code_spent',
  alreadyVerified: 'account.already_verified',
  linkSpent: 'account.link_spent',
  ticketSpent: 'account.ticket_spent',
  identityUnverified: 'account.identity_unverified',
  identityUnlinked: 'account.identity_unlinked',
  identityOther: 'account.identity_other',
  identityTaken: 'account.identity_taken',
  lastWayIn: 'account.last_way_in',
  applicationDecided: 'account.application_decided',
  notYourself: 'account.not_yourself',
  usernameDiffers: 'account.username_differs',
  passwordInstead: 'account.password_instead',
  lastAdmin: 'account.last_admin',
  teachesCourses: 'account.teaches_courses',
  tokensSpent: 'account.tokens_spent',
  reasonNeeded: 'account.reason_needed',
} as const

/** Where pages for approved instructors lead others who applied: there stands how it goes. */
export const APPLICANTS_PLACE = { [REASONS.notApproved]: '/instructor' } as const
