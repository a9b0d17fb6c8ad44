import 'server-only'
import { z } from 'zod'
import { accountErased, profileChanged } from '@/lib/accounts/events'
import { defineJob } from '@/lib/platform/jobs/define-job'
import { subscribe } from '@/lib/platform/jobs/events'
import {
  refreshListing,
  refreshListingsOfCategory,
  refreshListingsOfInstructor,
  turnListings,
} from './commands/listing'
import { releaseCourses } from './commands/releasing'
import { recountSortValues } from './commands/sort-values'
import { categoryRenamed, courseStandingChanged } from './events'

export const releaseErasedInstructor = subscribe(
  accountErased,
  'courses.releaseErasedInstructor',
  (payload, { viewer }) => releaseCourses(viewer, payload),
)

export const findByNewNameOfInstructor = subscribe(
  profileChanged,
  'courses.findByNewNameOfInstructor',
  ({ userId }, { viewer }) => refreshListingsOfInstructor(viewer, { userId }),
)

export const findByNewNameOfCategory = subscribe(
  categoryRenamed,
  'courses.findByNewNameOfCategory',
  (payload, { viewer }) => refreshListingsOfCategory(viewer, payload),
)

export const listByNewStanding = subscribe(
  courseStandingChanged,
  'courses.listByNewStanding',
  (payload, { viewer }) => refreshListing(viewer, payload),
)

/** Courses begin and end by the clock alone. */
export const turnCourseListings = defineJob({
  name: 'courses.turnListings',
  payload: z.object({}),
  every: '5 minutes',
  run: (_payload, { viewer }) => turnListings(viewer),
})

/** The order by learners follows what people do without their waiting for it. */
export const recountCatalogue = defineJob({
  name: 'courses.recountSortValues',
  payload: z.object({}),
  every: '5 minutes',
  run: (_payload, { viewer }) => recountSortValues(viewer),
})
