import 'server-only'
import type { Types } from 'mongoose'
import { Quiz } from '@/models/quiz'
import { QuizAttempt } from '@/models/quiz-attempt'
import { QuizRegrade } from '@/models/quiz-regrade'
import { QuizVersion } from '@/models/quiz-version'

type Pair = { from: Types.ObjectId; to: Types.ObjectId; course: Types.ObjectId }

/** Copies the working copies of quizzes; what was published of them, and attempts, stay where they are. */
export async function copyQuizzes(pairs: Pair[]): Promise<void> {
  const quizzes = await Quiz.find({ lesson: { $in: pairs.map(({ from }) => from) } })
    .select({ lesson: 1, draft: 1, by: 1 })
    .lean()
  const copies = pairs.flatMap(({ from, to, course }) => {
    const quiz = quizzes.find(({ lesson }) => lesson.equals(from))
    return quiz === undefined
      ? []
      : [{ lesson: to, course, draft: quiz.draft, by: quiz.by ?? null, version: 1 }]
  })
  if (copies.length > 0) await Quiz.insertMany(copies)
}

/** Deletes all that belongs to lessons nobody will see any more. */
export async function removeQuizzes(lessonIds: Types.ObjectId[]): Promise<void> {
  const lesson = { $in: lessonIds }
  await Quiz.deleteMany({ lesson })
  await QuizVersion.deleteMany({ lesson })
  await QuizAttempt.deleteMany({ lesson })
  await QuizRegrade.deleteMany({ lesson })
}
