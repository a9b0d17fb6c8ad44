import { rebuildListings } from '@/lib/courses/commands/rebuild-listings'
import { systemViewer } from '@/lib/platform/auth/viewer'
import type { MigrationStep } from '@/lib/platform/db/migrate'
import { Course } from '@/models/course'

/** The catalogue puts courses in order by rows of values; what of its filters stood on the courses is asked by nobody now. */
export const orderCourses: MigrationStep = {
  number: 2,
  name: 'order-courses',
  up: async () => {
    await rebuildListings(systemViewer('migration'))
    await Course.updateMany(
      { filterKeys: { $exists: true } },
      { $unset: { filterKeys: 1 } },
      { strict: false, strictQuery: false, timestamps: false },
    )
  },
}
