import 'server-only'
import { learnerForgotten } from '@/lib/enrollments/events'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { forbidden } from '@/lib/platform/errors'
import { emit } from '@/lib/platform/jobs/events'
import { ActivityDay } from '@/models/activity-day'
import { LessonProgress } from '@/models/lesson-progress'
import { ProgressEvent } from '@/models/progress-event'
import { WatchClock } from '@/models/watch-clock'

const ROWS_PER_STEP = 500

/** Erases what a person whose account is gone has done in lessons, the ledger of it and their days. */
export async function eraseProgress(viewer: Viewer, { userId }: { userId: string }): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  const user = toObjectId(userId)
  await WatchClock.deleteOne({ user })
  for (;;) {
    const done = await LessonProgress.find({ user }).limit(ROWS_PER_STEP).select({ course: 1 }).lean()
    const told = await ProgressEvent.find({ user }).limit(ROWS_PER_STEP).select({ course: 1 }).lean()
    const days = await ActivityDay.find({ user }).limit(ROWS_PER_STEP).select({ _id: 1 }).lean()
    const courses = new Set([...done, ...told].map(({ course }) => course.toHexString()))
    await inTransaction(async () => {
      await LessonProgress.deleteMany({ _id: { $in: done.map(({ _id }) => _id) } })
      await ProgressEvent.deleteMany({ _id: { $in: told.map(({ _id }) => _id) } })
      await ActivityDay.deleteMany({ _id: { $in: days.map(({ _id }) => _id) } })
      for (const courseId of courses) await emit(learnerForgotten, { courseId })
    })
    if ([done, told, days].every((rows) => rows.length < ROWS_PER_STEP)) return
  }
}
