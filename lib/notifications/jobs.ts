import 'server-only'
import { z } from 'zod'
import { accountErased, instructorApproved, instructorReturned } from '@/lib/accounts/events'
import { announcementPublished } from '@/lib/announcements/events'
import { gradeReleased, submissionReceived, submissionReturned } from '@/lib/assignments/events'
import { certificateIssued } from '@/lib/certificates/events'
import { courseApproved, courseReturned, courseSubmitted, lessonsAdded } from '@/lib/courses/events'
import { learnerReadmitted, learnerRemoved } from '@/lib/enrollments/events'
import { now } from '@/lib/platform/clock'
import { objectId } from '@/lib/utils/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { defineJob } from '@/lib/platform/jobs/define-job'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { subscribe } from '@/lib/platform/jobs/events'
import { courseCompleted, quizGradeChanged } from '@/lib/progress/events'
import { webhookDisabled } from '@/lib/webhooks/events'
import { tellAdmins } from './commands/admins'
import { tellOfAnnouncement, tellOfPlace } from './commands/announcements'
import { tellLearners, tellOfCertificate, tellOfCompletion } from './commands/courses'
import { tellAuthors, tellOfWaiting } from './commands/authoring'
import { tellLearnerOfRegrade, tellLearnerOfWork, tellTeachersOfWork } from './commands/assignments'
import { writeDigests } from './commands/digest'
import { eraseNotifications } from './commands/erasing'
import { notify } from './commands/writing'

const ACCOUNT = { link: '/settings/account', courseId: null } as const

export const tellOfApproval = subscribe(
  instructorApproved,
  'notifications.tellOfApproval',
  async ({ userId }, { viewer, jobId }) => {
    // A second approval after a return is news again, so each event has a key of its own.
    await notify(viewer, {
      ...ACCOUNT,
      userId,
      notice: 'instructorApproved',
      params: {},
      key: `approved:${jobId}`,
    })
  },
)

export const tellOfReturn = subscribe(
  instructorReturned,
  'notifications.tellOfReturn',
  async ({ userId, reason }, { viewer, jobId }) => {
    await notify(viewer, {
      ...ACCOUNT,
      userId,
      notice: 'instructorReturned',
      params: { reason },
      key: `returned:${jobId}`,
    })
  },
)

export const tellOfCompletionJob = subscribe(
  courseCompleted,
  'notifications.tellOfCompletion',
  (payload, { viewer }) => tellOfCompletion(viewer, payload),
)

export const tellOfCertificateJob = subscribe(
  certificateIssued,
  'notifications.tellOfCertificate',
  (payload, { viewer }) => tellOfCertificate(viewer, payload),
)

/** A course's learners by the hundred: each step is told and the next one wanted in one transaction. */
export const tellLearnersJob = defineJob({
  name: 'notifications.tellLearners',
  payload: z.object({
    courseId: objectId,
    lessonIds: z.array(objectId).min(1),
    enrolledUntil: z.coerce.date(),
    after: objectId.nullable(),
  }),
  run: (payload, { viewer }) =>
    inTransaction(async () => {
      const after = await tellLearners(viewer, payload)
      if (after === null) return
      const { courseId, enrolledUntil } = payload
      const uniqueKey = `notifications.tellLearners@${courseId}@${enrolledUntil.getTime()}@${after}`
      await enqueue(tellLearnersJob, { ...payload, after }, { uniqueKey })
    }),
})

export const tellOfLessons = subscribe(
  lessonsAdded,
  'notifications.tellOfLessons',
  async (payload, { jobId }) => {
    const first = { ...payload, enrolledUntil: now(), after: null }
    await enqueue(tellLearnersJob, first, { uniqueKey: `notifications.tellLearners@${jobId}` })
  },
)

/** An announcement's learners by the hundred; a step that was cut short is done again whole, and nobody is told twice. */
export const tellOfAnnouncementJob = defineJob({
  name: 'notifications.tellOfAnnouncement',
  payload: z.object({ announcementId: objectId, after: objectId.nullable() }),
  run: ({ announcementId, after }, { viewer }) =>
    inTransaction(async () => {
      const next = await tellOfAnnouncement(viewer, { announcementId, after })
      if (next === null) return
      const uniqueKey = `notifications.tellOfAnnouncement@${announcementId}@${next}`
      await enqueue(tellOfAnnouncementJob, { announcementId, after: next }, { uniqueKey })
    }),
})

export const tellOfAnnouncements = subscribe(
  announcementPublished,
  'notifications.tellOfAnnouncements',
  async ({ announcementId }) => {
    const uniqueKey = `notifications.tellOfAnnouncement@${announcementId}`
    await enqueue(tellOfAnnouncementJob, { announcementId, after: null }, { uniqueKey })
  },
)

export const tellOfRemoval = subscribe(
  learnerRemoved,
  'notifications.tellOfRemoval',
  (payload, { viewer, jobId }) =>
    tellOfPlace(viewer, { ...payload, notice: 'learnerRemoved', key: `removed:${jobId}` }),
)

export const tellOfReadmission = subscribe(
  learnerReadmitted,
  'notifications.tellOfReadmission',
  (payload, { viewer, jobId }) =>
    tellOfPlace(viewer, { ...payload, notice: 'learnerReadmitted', key: `readmitted:${jobId}` }),
)

/** The house gives an endpoint up so seldom that each time is news: the event names it. */
export const tellOfWebhook = subscribe(
  webhookDisabled,
  'notifications.tellOfWebhook',
  ({ webhookId, host, because }, { viewer, jobId }) =>
    tellAdmins(viewer, {
      notice: 'webhookDisabled',
      params: { host, because },
      link: `/admin/webhooks/${webhookId}`,
      courseId: null,
      key: `webhook:${jobId}`,
    }),
)

export const tellOfSubmission = subscribe(
  courseSubmitted,
  'notifications.tellOfSubmission',
  (payload, { viewer, jobId }) => tellOfWaiting(viewer, { ...payload, key: jobId }),
)

export const tellOfCourseApproval = subscribe(
  courseApproved,
  'notifications.tellOfCourseApproval',
  ({ courseId }, { viewer, jobId }) =>
    tellAuthors(viewer, { courseId, notice: 'courseApproved', key: jobId }),
)

export const tellOfCourseReturn = subscribe(
  courseReturned,
  'notifications.tellOfCourseReturn',
  ({ courseId }, { viewer, jobId }) =>
    tellAuthors(viewer, { courseId, notice: 'courseReturned', key: jobId }),
)

/** Zones differ by quarters of an hour, so every person's eight o'clock is met. */
export const writeDigestsJob = defineJob({
  name: 'notifications.writeDigests',
  payload: z.object({}),
  every: '15 minutes',
  run: async (_payload, { viewer, signal }) => {
    await writeDigests(viewer, { signal })
  },
})

export const eraseNotificationsOfAccount = subscribe(
  accountErased,
  'notifications.eraseNotificationsOfAccount',
  (payload, { viewer }) => eraseNotifications(viewer, payload),
)

export const tellOfGrade = subscribe(gradeReleased, 'notifications.tellOfGrade', (payload, { viewer }) =>
  tellLearnerOfWork(viewer, { ...payload, notice: 'gradeReleased' }),
)

export const tellOfQuizGrade = subscribe(
  quizGradeChanged,
  'notifications.tellOfQuizGrade',
  (payload, { viewer }) => tellLearnerOfRegrade(viewer, payload),
)

export const tellOfReturnedWork = subscribe(
  submissionReturned,
  'notifications.tellOfReturnedWork',
  (payload, { viewer }) => tellLearnerOfWork(viewer, { ...payload, notice: 'workReturned' }),
)

export const tellOfWorkToGrade = subscribe(
  submissionReceived,
  'notifications.tellOfWorkToGrade',
  (payload, { viewer }) => tellTeachersOfWork(viewer, payload),
)
