import 'server-only'
import { z } from 'zod'
import { accountErased } from '@/lib/accounts/events'
import { gradeReleased, submissionReceived, submissionReturned } from '@/lib/assignments/events'
import { certificateIssued } from '@/lib/certificates/events'
import { enrollmentCreated, enrollmentEnded } from '@/lib/enrollments/events'
import { now } from '@/lib/platform/clock'
import { defineJob } from '@/lib/platform/jobs/define-job'
import { subscribe } from '@/lib/platform/jobs/events'
import { courseCompleted } from '@/lib/progress/events'
import { objectId } from '@/lib/utils/object-id'
import { announce } from './commands/announcing'
import { deliverOnce } from './commands/delivering'
import { eraseDeliveries, eraseMessagesAbout } from './commands/erasing'

/**
 * One try of one delivery. The schedule of the tries is the delivery's own, so the job itself fails only when the house
 * does. A receiver may take ten seconds, so it never has all hands of a process.
 */
export const deliverWebhookJob = defineJob({
  name: 'webhooks.deliver',
  payload: z.object({ deliveryId: objectId, round: z.number().int() }),
  seats: 2,
  run: (payload, { viewer, signal }) => deliverOnce(viewer, { ...payload, signal }),
})

export const announceEnrollment = subscribe(
  enrollmentCreated,
  'webhooks.announceEnrollment',
  ({ enrollmentId, userId, courseId, at }, { viewer, jobId }) => {
    const data = { enrollmentId, courseId, enrolledAt: at.toISOString() }
    return announce(viewer, { event: 'enrollment.created', source: jobId, userId, at, data })
  },
)

export const announceEndOfEnrollment = subscribe(
  enrollmentEnded,
  'webhooks.announceEndOfEnrollment',
  ({ enrollmentId, userId, courseId, at }, { viewer, jobId }) => {
    const data = { enrollmentId, courseId, endedAt: at.toISOString() }
    return announce(viewer, { event: 'enrollment.ended', source: jobId, userId, at, data })
  },
)

export const announceCompletion = subscribe(
  courseCompleted,
  'webhooks.announceCompletion',
  ({ userId, courseId, completedAt }, { viewer, jobId }) => {
    const data = { courseId, completedAt: completedAt.toISOString() }
    return announce(viewer, { event: 'course.completed', source: jobId, userId, at: completedAt, data })
  },
)

export const announceCertificate = subscribe(
  certificateIssued,
  'webhooks.announceCertificate',
  ({ userId, courseId, certificateId, serial }, { viewer, jobId }) => {
    const data = { certificateId, courseId, serial }
    return announce(viewer, { event: 'certificate.issued', source: jobId, userId, at: now(), data })
  },
)

export const announceSubmission = subscribe(
  submissionReceived,
  'webhooks.announceSubmission',
  ({ userId, at, ...ids }, { viewer, jobId }) => {
    const data = { ...ids, submittedAt: at.toISOString() }
    return announce(viewer, { event: 'submission.received', source: jobId, userId, at, data })
  },
)

export const announceReturn = subscribe(
  submissionReturned,
  'webhooks.announceReturn',
  ({ userId, courseId, lessonId, submissionId }, { viewer, jobId }) => {
    const data = { courseId, lessonId, submissionId }
    return announce(viewer, { event: 'submission.returned', source: jobId, userId, at: now(), data })
  },
)

/** The grade itself is not told: who may know it reads it with a right of their own. */
export const announceGrade = subscribe(
  gradeReleased,
  'webhooks.announceGrade',
  ({ userId, courseId, lessonId, submissionId }, { viewer, jobId }) => {
    const data = { courseId, lessonId, submissionId }
    return announce(viewer, { event: 'submission.graded', source: jobId, userId, at: now(), data })
  },
)

export const eraseMessagesOfAccount = subscribe(
  accountErased,
  'webhooks.eraseMessagesOfAccount',
  (payload, { viewer }) => eraseMessagesAbout(viewer, payload),
)

export const eraseDeliveriesJob = defineJob({
  name: 'webhooks.eraseDeliveries',
  payload: z.object({ webhookId: objectId }),
  run: async (payload, { viewer, signal }) => {
    let { hasMore } = await eraseDeliveries(viewer, payload)
    while (hasMore) {
      signal.throwIfAborted()
      hasMore = (await eraseDeliveries(viewer, payload)).hasMore
    }
  },
})
