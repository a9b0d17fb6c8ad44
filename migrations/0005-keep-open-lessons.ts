import { now } from '@/lib/platform/clock'
import type { MigrationStep } from '@/lib/platform/db/migrate'
import { Accommodation } from '@/models/accommodation'

/** Days that a learner was given move the opening of lessons from now on; what is open by its date today stays open. */
export const keepOpenLessons: MigrationStep = {
  number: 5,
  name: 'keep-open-lessons',
  up: async () => {
    await Accommodation.updateMany({ laterDays: { $gt: 0 }, laterFrom: null }, { $set: { laterFrom: now() } })
  },
}
