import { route } from '@/lib/platform/http/route'
import { getQuizOperation, saveQuizOperation } from '@/lib/quizzes/api'
import { saveQuiz } from '@/lib/quizzes/commands/drafts'
import { getAuthoredQuiz } from '@/lib/quizzes/queries/authoring'

export const dynamic = 'force-dynamic'

/** After a conflict: what is there now. */
export const GET = route(getQuizOperation, (viewer, { params }) =>
  getAuthoredQuiz(viewer, { lessonId: params.id }),
)

/** The builder sends while its author writes. */
export const PUT = route(saveQuizOperation, (viewer, { params, body }) =>
  saveQuiz(viewer, { ...body, lessonId: params.id }),
)
