import 'server-only'
import { accountErased, profileChanged } from '@/lib/accounts/events'
import { subscribe } from '@/lib/platform/jobs/events'
import { eraseEnrollments, nameLearner } from './commands'

export const eraseEnrollmentsOfAccount = subscribe(
  accountErased,
  'enrollments.eraseEnrollmentsOfAccount',
  (payload, { viewer }) => eraseEnrollments(viewer, payload),
)

/** The list of a course's students is in the order of their names. */
export const nameLearnerAnew = subscribe(
  profileChanged,
  'enrollments.nameLearnerAnew',
  (payload, { viewer }) => nameLearner(viewer, payload),
)
