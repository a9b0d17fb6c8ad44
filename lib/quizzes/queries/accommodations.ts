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
