import 'server-only'
import { z } from 'zod'
import { accountErased, profileChanged } from '@/lib/accounts/events'
import { defineJob } from '@/lib/platform/jobs/define-job'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { subscribe } from '@/lib/platform/jobs/events'
import { log } from '@/lib/platform/log'
import {
  refreshListing,
  refreshListingsOfCategory,
  refreshListingsOfInstructor,
  turnListings,
} from './commands/listing'
import { runImport } from './commands/import-archive'
import { releaseCourses } from './commands/releasing'
import { recountSortValues } from './commands/sort-values'
import { forgetUnusedUploads } from './commands/unused-uploads'
import { archiveReceived, categoryRenamed, courseStandingChanged } from './events'

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

/** One at a time: an archive may be large, and nobody waits for it at a screen. */
export const importArchiveJob = defineJob({
  name: 'courses.importArchive',
  payload: z.object({ importId: z.string() }),
  retries: 3,
  seats: 1,
  run: ({ importId }, { viewer, isLastAttempt }) => runImport(viewer, { importId, isLastTry: isLastAttempt }),
})

export const importReceivedArchive = subscribe(
  archiveReceived,
  'courses.importReceivedArchive',
  ({ importId }) => enqueue(importArchiveJob, { importId }, { uniqueKey: `import:${importId}` }),
)

/** What a closed tab left behind. */
export const forgetUnusedUploadsJob = defineJob({
  name: 'courses.forgetUnusedUploads',
  payload: z.object({}),
  every: 'daily 4:20',
  run: async (_payload, { viewer }) => {
    const forgotten = await forgetUnusedUploads(viewer)
    if (forgotten > 0) log.info({ forgotten }, 'Deleted files that no lesson shows.')
  },
})

/** The order by learners follows what people do without their waiting for it. */
export const recountCatalogue = defineJob({
  name: 'courses.recountSortValues',
  payload: z.object({}),
  every: '5 minutes',
  run: (_payload, { viewer }) => recountSortValues(viewer),
})
