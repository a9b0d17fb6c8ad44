import '@/models'
import { issueCertificate } from '@/lib/certificates/commands/issuing'
import { revokeCertificate } from '@/lib/certificates/commands/revoking'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { connect } from '@/lib/platform/db/connect'
import { Certificate } from '@/models/certificate'
import { Course } from '@/models/course'
import type { CourseOfTest, Person } from './database'

export type CertificateFacts = {
  /** A name the person had at the completion. */
  formerName?: string
  isRevoked?: boolean
  /** The course's language at the completion. */
  language?: string
}

/** A certificate as the completion of a course issues it, with what became of it since. Returns its serial. */
export async function makeCertificate(
  holder: Person,
  course: CourseOfTest,
  facts: CertificateFacts = {},
): Promise<string> {
  await connect()
  if (facts.language !== undefined)
    await Course.updateOne({ _id: course.courseId }, { language: facts.language as 'en' })
  const { serial } = await issueCertificate(systemViewer('e2e'), {
    userId: holder.userId,
    courseId: course.courseId,
    completedAt: new Date('2026-03-01T10:00:00Z'),
  })
  if (facts.formerName !== undefined)
    await Certificate.updateOne({ serial }, { holderName: facts.formerName })
  if (facts.isRevoked)
    await revokeCertificate(systemViewer('e2e'), { serial, reason: 'issuedInError', note: '' })
  return serial
}
