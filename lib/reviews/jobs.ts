import 'server-only'
import { accountErased } from '@/lib/accounts/events'
import { subscribe } from '@/lib/platform/jobs/events'
import { eraseReviews } from './commands'

export const eraseReviewsOfAccount = subscribe(
  accountErased,
  'reviews.eraseReviewsOfAccount',
  (payload, { viewer }) => eraseReviews(viewer, payload),
)
