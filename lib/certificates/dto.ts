import type { Types } from 'mongoose'
import type { CertificateFields } from '@/models/certificate'
import type { CertificateAct, RevocationReason } from './constants'

/** A certificate as its holder finds it among their own. */
export type MyCertificate = {
  id: string
  serial: string
  courseId: string
  courseTitle: string
  /** The course's, BCP 47. */
  language: string
  holderName: string
  completedAt: Date
  /** The day of the completion where the holder was, `YYYY-MM-DD`; what the certificate says. */
  completedOn: string
  isRevoked: boolean
}

export const MY_CERTIFICATE_FIELDS = {
  serial: 1,
  course: 1,
  courseTitle: 1,
  language: 1,
  holderName: 1,
  completedAt: 1,
  completedOn: 1,
  'revocation.at': 1,
} as const

type MyCertificateRow = { _id: Types.ObjectId; revocation?: { at: Date } | null } & Pick<
  CertificateFields,
  'serial' | 'course' | 'courseTitle' | 'language' | 'holderName' | 'completedAt' | 'completedOn'
>

export function toMyCertificate(row: MyCertificateRow): MyCertificate {
  return {
    id: row._id.toHexString(),
    serial: row.serial,
    courseId: row.course.toHexString(),
    courseTitle: row.courseTitle,
    language: row.language,
    holderName: row.holderName,
    completedAt: row.completedAt,
    completedOn: row.completedOn,
    isRevoked: Boolean(row.revocation),
  }
}

/** The name goes first when an account is erased, and is never empty before. */
export function isErased({ holderName }: { holderName: string }): boolean {
  return holderName === ''
}

/** `erased`: the holder has deleted their account, so nobody can say any more whose it is. */
export type CertificateState = 'valid' | 'revoked' | 'erased'

/** A certificate as anybody sees it who has its serial. */
export type PublicCertificate = {
  serial: string
  state: CertificateState
  /** Empty once erased. */
  holderName: string
  courseId: string
  courseTitle: string
  /** Where the course is today, while it is published. */
  courseSlug: string | null
  instructorNames: string[]
  language: string
  academyName: string
  completedOn: string
  issuedAt: Date
  revocation: { at: Date; reason: RevocationReason } | null
}

export const CERTIFICATE_FIELDS = {
  course: 1,
  serial: 1,
  holderName: 1,
  courseTitle: 1,
  instructorNames: 1,
  language: 1,
  academyName: 1,
  completedOn: 1,
  issuedAt: 1,
  'revocation.at': 1,
  'revocation.reason': 1,
} as const

type PublicRow = {
  revocation?: { at: Date; reason: RevocationReason } | null
} & Pick<
  CertificateFields,
  | 'course'
  | 'serial'
  | 'holderName'
  | 'courseTitle'
  | 'instructorNames'
  | 'language'
  | 'academyName'
  | 'completedOn'
  | 'issuedAt'
>

export function toCertificate(row: PublicRow, courseSlug: string | null): PublicCertificate {
  const { serial, holderName, courseTitle, language, academyName, completedOn, issuedAt } = row
  const { revocation } = row
  return {
    serial,
    state: revocation ? 'revoked' : isErased(row) ? 'erased' : 'valid',
    holderName,
    courseId: row.course.toHexString(),
    courseTitle,
    courseSlug,
    instructorNames: [...row.instructorNames],
    language,
    academyName,
    completedOn,
    issuedAt,
    revocation: revocation ? { at: revocation.at, reason: revocation.reason } : null,
  }
}

/** A name, those of its characters that no font of ours can draw, and whether any letter of it can. */
export type PrintedName = { fullName: string; missing: string[]; isPrintable: boolean }

/** A certificate as an admin sees it: also why it was revoked, in their own words, and what was done to it before. */
export type ManagedCertificate = Omit<PublicCertificate, 'courseSlug'> & {
  id: string
  note: string
  history: { act: CertificateAct; at: Date; reason: RevocationReason | null; note: string }[]
}

export const MANAGED_FIELDS = {
  ...CERTIFICATE_FIELDS,
  completedAt: 1,
  createdAt: 1,
  holderKey: 1,
  'revocation.note': 1,
  history: 1,
} as const

type ManagedRow = PublicRow & {
  _id: Types.ObjectId
  revocation?: { at: Date; reason: RevocationReason; note?: string } | null
  history: { act: CertificateAct; at: Date; reason?: RevocationReason | null; note?: string | null }[]
}

export function toManagedCertificate(row: ManagedRow): ManagedCertificate {
  const { courseSlug: _, ...certificate } = toCertificate(row, null)
  return {
    ...certificate,
    id: row._id.toHexString(),
    note: row.revocation?.note ?? '',
    history: row.history.map(({ act, at, reason, note }) => ({
      act,
      at,
      reason: reason ?? null,
      note: note ?? '',
    })),
  }
}

/** A certificate's public page, of which its PDF and its badge are parts. */
export function certificateAddress(origin: string, serial: string): string {
  return `${origin}/certificates/${serial}`
}
