import { nameLearner } from '@/lib/enrollments/commands'
import { systemViewer } from '@/lib/platform/auth/viewer'
import type { MigrationStep } from '@/lib/platform/db/migrate'
import { Enrollment } from '@/models/enrollment'

/**
 * The students of a course are listed by name, and told apart by when they last got on. Of those that are there nobody has
 * noted the latter: they count as having got on when they were last here.
 */
export const nameLearners: MigrationStep = {
  number: 3,
  name: 'name-learners',
  up: async () => {
    await Enrollment.updateMany({ movedAt: null }, [{ $set: { movedAt: '$lastAccessedAt' } }], {
      timestamps: false,
      updatePipeline: true,
    })
    for (const user of await Enrollment.distinct('user', { nameKey: { $in: ['', null] } }))
      await nameLearner(systemViewer('migration'), { userId: user.toHexString() })
  },
}
