import { route } from '@/lib/platform/http/route'
import { saveQuizAnswer } from '@/lib/progress/commands/quiz'
import { saveQuizAnswerOperation } from '@/lib/quizzes/api'

export const dynamic = 'force-dynamic'

/** Each answer as it is given, and again after a lost connection. */
export const PUT = route(saveQuizAnswerOperation, (viewer, { params, body }) =>
  saveQuizAnswer(viewer, { ...params, ...body }),
)
