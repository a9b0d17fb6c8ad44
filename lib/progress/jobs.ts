import 'server-only'
import { z } from 'zod'
import { accountErased } from '@/lib/accounts/events'
import { courseOutlineChanged } from '@/lib/courses/events'
import { regradeWanted } from '@/lib/quizzes/events'
import { objectId } from '@/lib/utils/object-id'
import { defineJob } from '@/lib/platform/jobs/define-job'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { subscribe } from '@/lib/platform/jobs/events'
import { eraseProgress } from './commands/erasing'
import { releaseHeldGrades } from './commands/grading'
import { finishOverdueAttempt } from './commands/quiz'
import { regradeNext } from './commands/quiz-regrading'
import { recountPeople } from './commands/recount'
import { gradesWanted } from './events'

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

/** Finishes an attempt at a quiz that nobody handed in when its time was over; waits on where that was moved. */
export const finishQuizAttemptJob = defineJob({
  name: 'progress.finishQuizAttempt',
  payload: z.object({ attemptId: objectId }),
  run: async ({ attemptId }, { viewer }) => {
    const next = await finishOverdueAttempt(viewer, { attemptId })
    if (next !== null) await enqueue(finishQuizAttemptJob, { attemptId }, { at: next })
  },
})

/** A step at a time; begun again after a crash, it goes on with those that were not graded anew yet. */
export const regradeQuizJob = defineJob({
  name: 'progress.regradeQuiz',
  payload: z.object({ regradeId: objectId, after: objectId.nullable() }),
  run: async ({ regradeId, after }, { viewer, signal }) => {
    let next: string | null = after
    for (let step = 0; step < STEPS_PER_JOB && !signal.aborted; step += 1) {
      next = await regradeNext(viewer, { regradeId, after: next })
      if (next === null) return
    }
    await enqueue(regradeQuizJob, { regradeId, after: next })
  },
})

export const beginRegrade = subscribe(regradeWanted, 'progress.beginRegrade', async ({ regradeId }) => {
  await enqueue(
    regradeQuizJob,
    { regradeId, after: null },
    { uniqueKey: `progress.regradeQuiz@${regradeId}` },
  )
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

/** A step at a time, so that a large class keeps no other work waiting; begun again, it goes on where it stopped. */
export const releaseGradesJob = subscribe(
  gradesWanted,
  'progress.releaseGrades',
  async (payload, { viewer, signal }) => {
    for (let step = 0; step < STEPS_PER_JOB && !signal.aborted; step += 1)
      if (!(await releaseHeldGrades(viewer, payload))) return
    await enqueue(releaseGradesJob, payload)
  },
)
