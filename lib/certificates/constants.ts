import { FULL_NAME_MAX } from '@/lib/accounts/constants'
import { COURSE_LIMITS } from '@/lib/courses/constants'

/** Why a certificate no longer counts; its public page says which. */
export const REVOCATION_REASONS = ['issuedInError', 'misconduct', 'holderRequest', 'other'] as const
export type RevocationReason = (typeof REVOCATION_REASONS)[number]

/** What was done to a certificate after it was issued. */
export const CERTIFICATE_ACTS = ['revoked', 'restored', 'reissued'] as const
export type CertificateAct = (typeof CERTIFICATE_ACTS)[number]

export const CERTIFICATE_LIMITS = {
  holderName: FULL_NAME_MAX,
  courseTitle: COURSE_LIMITS.titleLength,
  /** The instructor and as many co-instructors as a course can have. */
  instructors: COURSE_LIMITS.coInstructors + 1,
  academyName: 100,
  note: 500,
  /** Editions of one certificate: each restoring and each new name makes one. */
  editions: 20,
  /** A list of states holds this many bits: four million certificates a year, half a megabyte before it is packed. */
  statusBits: 2 ** 22,
} as const

export const CERTIFICATES_PER_PAGE = 25
/** The certificates of a former name that the settings show at once. */
export const FORMER_NAMES_SHOWN = 10

/** From how much progress on a course's home says what of the learner's name its certificate could not print. */
export const NAME_SHOWN_FROM_PERCENT = 50

export const CERTIFICATE_REASONS = {
  none: 'certificate.none',
  revoked: 'certificate.revoked',
  notRevoked: 'certificate.not_revoked',
  sameName: 'certificate.same_name',
  editionsSpent: 'certificate.editions_spent',
} as const
