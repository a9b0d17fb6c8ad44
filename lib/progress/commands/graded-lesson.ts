import 'server-only'
import type { Types } from 'mongoose'
import { now } from '@/lib/platform/clock'
import { Enrollment } from '@/models/enrollment'
import { LessonProgress } from '@/models/lesson-progress'
import { settleProgress, type Learner } from './ledger'

/**
 * Takes a learner's enrollment for this transaction before anything of theirs is changed by somebody else, as by a teacher
 * who grades. Who has left keeps what they are given and finds it when they come back. False: they never learned here.
 */
export async function holdLearner(learner: Learner): Promise<boolean> {
  return (
    (await Enrollment.findOneAndUpdate(learner, { $inc: { version: 1 } })
      .select({ _id: 1 })
      .lean()) !== null
  )
}

/**
 * Marks a graded lesson done as its counted grade passes, and takes that back when it passes no more. A course that was
 * completed stays completed, and so does its certificate; its percent says what is passed now.
 */
export async function settleGradedLesson(
  learner: Learner,
  { lesson, isPassed }: { lesson: Types.ObjectId; isPassed: boolean },
): Promise<void> {
  const key = { ...learner, lesson }
  const wasDone = (await LessonProgress.exists({ ...key, status: 'completed' })) !== null
  if (wasDone === isPassed) return
  const moment = now()
  await LessonProgress.updateOne(
    key,
    {
      $set: isPassed
        ? { status: 'completed', completedAt: moment, percent: 100 }
        : { status: 'started', completedAt: null, percent: 0 },
      $setOnInsert: { startedAt: moment },
    },
    { upsert: true },
  )
  const kind = isPassed ? 'lessonCompleted' : 'lessonReopened'
  await settleProgress(learner, { kind, lesson, day: null, cause: 'graded' })
}
