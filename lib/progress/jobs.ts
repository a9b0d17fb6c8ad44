import 'server-only'
import { z } from 'zod'
import { accountErased } from '@/lib/accounts/events'
import { courseOutlineChanged } from '@/lib/courses/events'
import { objectId } from '@/lib/utils/object-id'
import { defineJob } from '@/lib/platform/jobs/define-job'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { subscribe } from '@/lib/platform/jobs/events'
import { eraseProgress } from './commands/erasing'
import { recountPeople } from './commands/recount'

/** A job ends after so many steps and leaves the rest to the next one, so that others get their turn. */
const STEPS_PER_JOB = 20

/** Counts the people of a course anew from `after` on. After a crash it begins there again and writes nothing twice. */
export const recountCourseJob = defineJob({
  name: 'progress.recountCourse',
  payload: z.object({ courseId: objectId, after: objectId.optional() }),
  run: async ({ courseId, after }, { viewer, signal }) => {
    let next: string | undefined = after
    for (let step = 0; step < STEPS_PER_JOB && !signal.aborted; step += 1) {
      const counted = await recountPeople(viewer, { courseId, after: next })
      if (counted.next === null) return
      next = counted.next
    }
    await enqueue(recountCourseJob, { courseId, after: next })
  },
})

export const recountAfterOutlineChange = subscribe(
  courseOutlineChanged,
  'progress.recountAfterOutlineChange',
  ({ courseId }) => enqueue(recountCourseJob, { courseId }),
)

export const eraseProgressOfAccount = subscribe(
  accountErased,
  'progress.eraseProgressOfAccount',
  (payload, { viewer }) => eraseProgress(viewer, payload),
)
