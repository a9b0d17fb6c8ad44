import 'server-only'
import type { Types } from 'mongoose'
import { Accommodation } from '@/models/accommodation'
import { toAccommodations, type Accommodations } from '../dto/accommodations'

/**
 * What a learner of a course gets beyond others. For the commands and queries of this and higher domains, which have
 * asked who wants to know.
 */
export async function readAccommodations(learner: {
  user: Types.ObjectId
  course: Types.ObjectId
}): Promise<Accommodations> {
  const { course, user } = learner
  return toAccommodations(
    await Accommodation.findOne({ course, user })
      .select({ extraTimePercent: 1, extraAttempts: 1, laterDays: 1, laterFrom: 1 })
      .lean(),
  )
}

/** So that those of a large course come in one answer. */
const LEARNERS_AT_ONCE = 5_000

/** By how many days the dates of a course come later for which of its learners; the caller has asked as well. */
export async function readLaterDays(course: Types.ObjectId): Promise<Map<string, number>> {
  const rows = await Accommodation.find({ course, laterDays: { $gt: 0 } })
    .select({ user: 1, laterDays: 1 })
    .batchSize(LEARNERS_AT_ONCE)
    .lean()
  return new Map(rows.map(({ user, laterDays }) => [user.toHexString(), laterDays]))
}
