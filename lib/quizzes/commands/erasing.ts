import 'server-only'
import { toObjectId } from '@/lib/platform/db/object-id'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { forbidden } from '@/lib/platform/errors'
import { Accommodation } from '@/models/accommodation'
import { BankQuestion } from '@/models/question'
import { QuizAttempt } from '@/models/quiz-attempt'

/** Erases the viewer's own attempts in a course that they leave without keeping anything. Bounded by its quizzes. */
export async function eraseAttempts(viewer: Viewer, { courseId }: { courseId: string }): Promise<void> {
  const user = toObjectId(requireMember(viewer).userId)
  await QuizAttempt.deleteMany({ course: toObjectId(courseId), user })
}

const ROWS_PER_STEP = 200

/** Erases what a person whose account is gone has answered, what they were granted, and their bank of questions. */
export async function eraseQuizzes(viewer: Viewer, { userId }: { userId: string }): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  const user = toObjectId(userId)
  await Accommodation.deleteMany({ user })
  for (;;) {
    const attempts = await QuizAttempt.find({ user }).limit(ROWS_PER_STEP).select({ _id: 1 }).lean()
    const questions = await BankQuestion.find({ owner: user }).limit(ROWS_PER_STEP).select({ _id: 1 }).lean()
    await QuizAttempt.deleteMany({ _id: { $in: attempts.map(({ _id }) => _id) } })
    await BankQuestion.deleteMany({ _id: { $in: questions.map(({ _id }) => _id) } })
    if (attempts.length < ROWS_PER_STEP && questions.length < ROWS_PER_STEP) return
  }
}
