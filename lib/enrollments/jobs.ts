import 'server-only'
import { accountErased } from '@/lib/accounts/events'
import { subscribe } from '@/lib/platform/jobs/events'
import { eraseEnrollments } from './commands'

export const eraseEnrollmentsOfAccount = subscribe(
  accountErased,
  'enrollments.eraseEnrollmentsOfAccount',
  (payload, { viewer }) => eraseEnrollments(viewer, payload),
)
