import type { Types } from 'mongoose'
import type { CertificateFields } from '@/models/certificate'

/** A certificate as its holder finds it among their own. */
export type MyCertificate = {
  id: string
  serial: string
  courseId: string
  courseTitle: string
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
  holderName: 1,
  completedAt: 1,
  completedOn: 1,
  'revocation.at': 1,
} as const

type MyCertificateRow = { _id: Types.ObjectId; revocation?: { at: Date } | null } & Pick<
  CertificateFields,
  'serial' | 'course' | 'courseTitle' | 'holderName' | 'completedAt' | 'completedOn'
>

export function toMyCertificate(row: MyCertificateRow): MyCertificate {
  return {
    id: row._id.toHexString(),
    serial: row.serial,
    courseId: row.course.toHexString(),
    courseTitle: row.courseTitle,
    holderName: row.holderName,
    completedAt: row.completedAt,
    completedOn: row.completedOn,
    isRevoked: Boolean(row.revocation),
  }
}
