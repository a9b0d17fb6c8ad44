import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'
import { CERTIFICATE_LIMITS, REVOCATION_REASONS } from './constants'
import { readSerial } from './serial'

/** A completion: who finished what, and when. */
export const Completion = z.object({ userId: objectId, courseId: objectId, completedAt: z.date() })
export type Completion = z.output<typeof Completion>

/** A serial as anybody may type it; its output is the one spelling that is stored. */
export const Serial = z
  .string()
  .max(100)
  .transform((typed, context) => {
    const serial = readSerial(typed)
    if (serial !== null) return serial
    context.addIssue({ code: 'custom', message: 'certificate.serial' })
    return z.NEVER
  })

export const CertificateReference = z.object({ serial: Serial })
export type CertificateReference = z.output<typeof CertificateReference>

export const Revocation = z.object({
  serial: Serial,
  reason: z.enum(REVOCATION_REASONS),
  note: z.string().trim().max(CERTIFICATE_LIMITS.note).default(''),
})
export type Revocation = z.output<typeof Revocation>

/** What an admin looks for: a serial, or the beginning of a holder's name. */
export const CertificatesQuery = z.object({
  q: z.string().trim().max(CERTIFICATE_LIMITS.holderName).default(''),
  cursor: z.string().max(500).optional(),
})
export type CertificatesQuery = z.output<typeof CertificatesQuery>

/** The year of a list of states. */
export const StatusListReference = z.object({
  list: z.string().regex(/^2\d{3}$/).transform(Number), // prettier-ignore
})
