import 'server-only'
import type { Types } from 'mongoose'
import { recordAct } from '@/lib/enrollments/commands/acts'
import { isMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inMakingTransaction } from '@/lib/platform/db/transaction'
import { notFound } from '@/lib/platform/errors'
import { Accommodation } from '@/models/accommodation'
import { Enrollment } from '@/models/enrollment'
import { QuizAttempt } from '@/models/quiz-attempt'
import { deadlineOf } from '../attempt'
import { laterFromAt, type Accommodations } from '../dto/accommodations'
import { readAccommodations } from '../queries/accommodations'
import { readVersion } from '../queries/versions'
import type { Accommodate } from '../schema/taking'
import { requireCourseAuthor } from './rights'

/**
 * Says what one learner gets beyond others in a course, for everything that has a limit or a date; an attempt under way
 * gets its new deadline at once. All nought takes it back.
 */
export async function accommodate(viewer: Viewer, input: Accommodate): Promise<void> {
  const { courseId, userId, reason, ...given } = input
  const learner = { course: toObjectId(courseId), user: toObjectId(userId) }
  await requireCourseAuthor(viewer, learner.course)
  if ((await Enrollment.exists(learner)) === null) throw notFound('There is no such learner in this course.')
  await inMakingTransaction(async () => {
    const before = await readAccommodations(learner)
    const changes = FACTS.map((what) => ({ what, before: before[what], after: given[what] }))
    if (!(await recordAct(viewer, { ...learner, act: 'accommodated', changes, reason }))) return
    await keep(viewer, learner, { given, before })
    await moveDeadlines(learner, given.extraTimePercent)
  })
}

const FACTS = ['extraTimePercent', 'extraAttempts', 'laterDays'] as const
type Learner = { course: Types.ObjectId; user: Types.ObjectId }
type Given = Pick<Accommodations, (typeof FACTS)[number]>

async function keep(
  viewer: Viewer,
  learner: Learner,
  { given, before }: { given: Given; before: Accommodations },
): Promise<void> {
  if (FACTS.every((what) => given[what] === 0)) {
    await Accommodation.deleteOne(learner)
    return
  }
  const hasMoved = given.laterDays !== before.laterDays
  const laterFrom = hasMoved ? laterFromAt(now(), before) : before.laterFrom
  const by = isMember(viewer) ? toObjectId(viewer.userId) : null
  await Accommodation.updateOne(learner, { $set: { ...given, laterFrom, by } }, { upsert: true })
}

/** A learner has an attempt under way in few quizzes at a time. */
const OPEN_ATTEMPTS = 200

async function moveDeadlines(learner: Learner, extraTimePercent: number): Promise<void> {
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
