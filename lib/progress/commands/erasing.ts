import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { forbidden } from '@/lib/platform/errors'
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
    const done = await LessonProgress.find({ user }).limit(ROWS_PER_STEP).select({ _id: 1 }).lean()
    const told = await ProgressEvent.find({ user }).limit(ROWS_PER_STEP).select({ _id: 1 }).lean()
    const days = await ActivityDay.find({ user }).limit(ROWS_PER_STEP).select({ _id: 1 }).lean()
    await LessonProgress.deleteMany({ _id: { $in: done.map(({ _id }) => _id) } })
    await ProgressEvent.deleteMany({ _id: { $in: told.map(({ _id }) => _id) } })
    await ActivityDay.deleteMany({ _id: { $in: days.map(({ _id }) => _id) } })
    if ([done, told, days].every((rows) => rows.length < ROWS_PER_STEP)) return
  }
}
