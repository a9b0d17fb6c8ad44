import type { RunStatus } from '@/lib/courses/constants'
import { ENROLLMENT_REASONS } from './constants'

type Offer = { runStatus: RunStatus; price: { amount: number }; isOwn: boolean }
type Obstacle = (typeof ENROLLMENT_REASONS)['ownCourse' | 'closed' | 'paid']

/** What keeps a person from enrolling in a published course, or null: they teach it, it is over, or it costs something. */
export function obstacleToEnrolling({ runStatus, price, isOwn }: Offer): Obstacle | null {
  if (isOwn) return ENROLLMENT_REASONS.ownCourse
  if (runStatus === 'expired') return ENROLLMENT_REASONS.closed
  return price.amount > 0 ? ENROLLMENT_REASONS.paid : null
}
