import { forgetDeciderJob, sendResetLinkJob } from '@/lib/accounts/jobs'
import { eraseAnnouncementsOfAccount } from '@/lib/announcements/jobs'
import { eraseSubmissionsOfAccount } from '@/lib/assignments/jobs'
import { eraseCertificatesOfAccount } from '@/lib/certificates/jobs'
import {
  findByNewNameOfCategory,
  findByNewNameOfInstructor,
  forgetUnusedUploadsJob,
  importArchiveJob,
  listByNewStanding,
  recountCatalogue,
  releaseErasedInstructor,
  turnCourseListings,
} from '@/lib/courses/jobs'
import { eraseEnrollmentsOfAccount, nameLearnerAnew } from '@/lib/enrollments/jobs'
import { eraseUploadsOfAccount, sweepUploads } from '@/lib/media/jobs'
import { eraseNotesOfAccount, eraseNotesWithProgress } from '@/lib/notes/jobs'
import {
  eraseNotificationsOfAccount,
  tellLearnersJob,
  tellOfAnnouncementJob,
  tellOfAnnouncements,
  tellOfReadmission,
  tellOfRemoval,
  tellOfApproval,
  tellOfCertificateJob,
  tellOfCompletionJob,
  tellOfCourseApproval,
  tellOfCourseReturn,
  tellOfLessons,
  tellOfReturn,
  tellOfSubmission,
  tellOfWebhook,
  writeDigestsJob,
} from '@/lib/notifications/jobs'
import { deliverEvent } from '@/lib/platform/jobs/events'
import { deliverMail } from '@/lib/platform/mail/deliver'
import {
  eraseProgressOfAccount,
  recountAfterOutlineChange,
  recountCourseJob,
  finishQuizAttemptJob,
  releaseGradesJob,
} from '@/lib/progress/jobs'
import { eraseQuizzesOfAccount } from '@/lib/quizzes/jobs'
import { eraseReviewsOfAccount } from '@/lib/reviews/jobs'
import {
  announceCertificate,
  announceCompletion,
  announceEndOfEnrollment,
  announceEnrollment,
  deliverWebhookJob,
  eraseDeliveriesJob,
  eraseMessagesOfAccount,
} from '@/lib/webhooks/jobs'

/** Everything that runs outside a request: every domain's jobs and subscriptions, each listed here and nowhere else. */
export const jobs = [
  deliverEvent,
  deliverMail,
  sendResetLinkJob,
  forgetDeciderJob,
  releaseErasedInstructor,
  findByNewNameOfInstructor,
  findByNewNameOfCategory,
  importArchiveJob,
  forgetUnusedUploadsJob,
  listByNewStanding,
  recountCatalogue,
  turnCourseListings,
  eraseEnrollmentsOfAccount,
  nameLearnerAnew,
  eraseCertificatesOfAccount,
  eraseProgressOfAccount,
  eraseReviewsOfAccount,
  eraseNotesOfAccount,
  eraseAnnouncementsOfAccount,
  eraseSubmissionsOfAccount,
  eraseNotesWithProgress,
  sweepUploads,
  eraseUploadsOfAccount,
  recountAfterOutlineChange,
  recountCourseJob,
  finishQuizAttemptJob,
  eraseQuizzesOfAccount,
  releaseGradesJob,
  tellOfApproval,
  tellOfReturn,
  tellOfCompletionJob,
  tellOfCertificateJob,
  tellOfLessons,
  tellOfSubmission,
  tellOfCourseApproval,
  tellOfCourseReturn,
  tellLearnersJob,
  tellOfAnnouncementJob,
  tellOfAnnouncements,
  tellOfReadmission,
  tellOfRemoval,
  tellOfWebhook,
  writeDigestsJob,
  eraseNotificationsOfAccount,
  announceEnrollment,
  announceEndOfEnrollment,
  announceCompletion,
  announceCertificate,
  deliverWebhookJob,
  eraseDeliveriesJob,
  eraseMessagesOfAccount,
]
