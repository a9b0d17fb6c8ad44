import type { RunStatus } from '@/lib/courses/constants'
import { ENROLLMENT_REASONS } from './constants'

type Offer = { runStatus: RunStatus; price: { amount: number } }
type Obstacle = typeof ENROLLMENT_REASONS.closed | typeof ENROLLMENT_REASONS.paid

/** What keeps a person from enrolling in a published course, or null: it is over, or it costs something. */
export function obstacleToEnrolling({ runStatus, price }: Offer): Obstacle | null {
  if (runStatus === 'expired') return ENROLLMENT_REASONS.closed
  return price.amount > 0 ? ENROLLMENT_REASONS.paid : null
}
