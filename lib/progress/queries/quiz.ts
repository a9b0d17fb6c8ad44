import 'server-only'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import type { LessonQuiz } from '@/lib/quizzes/dto'
import { getLearnersQuiz } from '@/lib/quizzes/queries/taking'
import { finishOverdueOf } from '../commands/quiz'
import type { LessonView } from '../dto'

/**
 * The quiz of a lesson that `getLesson` has opened to the viewer; null for a teacher who only looks, and while nothing is
 * published. An attempt whose time is over is finished first, so nobody sees one that can go on no more.
 */
export async function getLessonQuiz(
  viewer: Viewer,
  { view, attemptNumber }: { view: LessonView; attemptNumber: number | null },
): Promise<LessonQuiz | null> {
  if (view.content.type !== 'quiz' || view.learner.enrollment === null) return null
  const user = toObjectId(requireMember(viewer).userId)
  const lesson = toObjectId(view.lesson.id)
  await finishOverdueOf(user, lesson)
  const { status, endDate, id } = view.course
  return getLearnersQuiz(viewer, {
    ...{ user, lesson, course: toObjectId(id), attemptNumber },
    ofCourse: { status, endDate },
  })
}
