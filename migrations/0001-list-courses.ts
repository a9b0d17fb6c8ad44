import { rebuildListings } from '@/lib/courses/commands/rebuild-listings'
import { systemViewer } from '@/lib/platform/auth/viewer'
import type { MigrationStep } from '@/lib/platform/db/migrate'

/** The catalogue finds courses by sets of their numbers now; those that are there already get theirs. */
export const listCourses: MigrationStep = {
  number: 1,
  name: 'list-courses',
  up: () => rebuildListings(systemViewer('migration')),
}
