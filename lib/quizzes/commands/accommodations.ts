import 'server-only'
import type { Types } from 'mongoose'
import { isMember, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inMakingTransaction } from '@/lib/platform/db/transaction'
import { notFound } from '@/lib/platform/errors'
import { Accommodation } from '@/models/accommodation'
import { Enrollment } from '@/models/enrollment'
import { QuizAttempt } from '@/models/quiz-attempt'
import { deadlineOf } from '../attempt'
import { readVersion } from '../queries/versions'
import type { Accommodate } from '../schema/taking'
import { requireCourseAuthor } from './rights'

/**
 * Says what one learner gets beyond others in a course, for everything that has a limit or a date; an attempt under way
 * gets its new deadline at once. All nought takes it back.
 */
export async function accommodate(viewer: Viewer, input: Accommodate): Promise<void> {
  const { courseId, userId, ...given } = input
  const learner = { course: toObjectId(courseId), user: toObjectId(userId) }
  await requireCourseAuthor(viewer, learner.course)
  if ((await Enrollment.exists(learner)) === null) throw notFound('There is no such learner in this course.')
  const by = isMember(viewer) ? toObjectId(viewer.userId) : null
  await inMakingTransaction(async () => {
    const isNothing = Object.values(given).every((value) => value === 0)
    if (isNothing) await Accommodation.deleteOne(learner)
    else await Accommodation.updateOne(learner, { $set: { ...given, by } }, { upsert: true })
    await moveDeadlines(learner, given.extraTimePercent)
  })
}

/** A learner has an attempt under way in few quizzes at a time. */
const OPEN_ATTEMPTS = 200

async function moveDeadlines(
  learner: { course: Types.ObjectId; user: Types.ObjectId },
  extraTimePercent: number,
): Promise<void> {
  const open = await QuizAttempt.find({ ...learner, state: 'open', deadlineAt: { $ne: null } })
    .limit(OPEN_ATTEMPTS)
    .select({ version: 1, startedAt: 1 })
    .lean()
  for (const { _id, version, startedAt } of open) {
    const { content } = await readVersion(version)
    const deadlineAt = deadlineOf(content.settings, { startedAt, extraTimePercent })
    await QuizAttempt.updateOne({ _id, state: 'open' }, { $set: { deadlineAt } })
  }
}
