import type { MigrationStep } from '@/lib/platform/db/migrate'
import { listCourses } from './0001-list-courses'
import { orderCourses } from './0002-order-courses'
import { nameLearners } from './0003-name-learners'
import { summariseCourses } from './0004-summarise-courses'
import { keepOpenLessons } from './0005-keep-open-lessons'

/**
 * Every change of what is stored, in order, as `NNNN-what-it-does.ts` beside this file. The first release begins with
 * an empty database, so what stands here changes what older ones hold; a number is never used twice.
 */
export const migrations: readonly MigrationStep[] = [
  listCourses,
  orderCourses,
  nameLearners,
  summariseCourses,
  keepOpenLessons,
]
