import 'server-only'
import type { Types } from 'mongoose'
import { ENROLLMENT_STATUSES } from '@/lib/enrollments/constants'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { forbidden } from '@/lib/platform/errors'
import { Enrollment } from '@/models/enrollment'
import { recordEvent, settleProgress, type Learner } from './ledger'

const PEOPLE_PER_STEP = 200

/**
 * Counts the percent of everybody in a course anew, after its lessons changed; only rows that differ are noted. Those who
 * left are counted too: who comes back finds what is true now.
 */
export async function recountCourse(
  viewer: Viewer,
  { courseId }: { courseId: string },
): Promise<{ changed: number }> {
  if (viewer.kind !== 'system') throw forbidden()
  const course = toObjectId(courseId)
  let changed = 0
  let after: Types.ObjectId | undefined
  for (;;) {
    const people = await Enrollment.find({
      course,
      status: { $in: ENROLLMENT_STATUSES },
      ...(after === undefined ? {} : { _id: { $gt: after } }),
    })
      .sort({ _id: 1 })
      .limit(PEOPLE_PER_STEP)
      .select({ user: 1 })
      .lean()
    for (const { user } of people) changed += (await recountLearner({ user, course })) ? 1 : 0
    after = people.at(-1)?._id
    if (people.length < PEOPLE_PER_STEP) return { changed }
  }
}

/** One transaction a person: a learner who marks a lesson meanwhile conflicts and is counted again. */
async function recountLearner(learner: Learner): Promise<boolean> {
  return inTransaction(async () => {
    const before = await Enrollment.findOneAndUpdate(learner, { $inc: { version: 1 } })
      .select({ progress: 1 })
      .lean()
    const { percent, isFirstCompletion } = await settleProgress(learner)
    if (before === null || before.progress === percent) return false
    await recordEvent(learner, { kind: 'recounted', lesson: null, percent })
    if (isFirstCompletion) await recordEvent(learner, { kind: 'courseCompleted', lesson: null, percent })
    return true
  })
}
