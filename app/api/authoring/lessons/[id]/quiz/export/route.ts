import { route } from '@/lib/platform/http/route'
import { exportQuestionsOperation } from '@/lib/quizzes/api'
import { exportQuestions } from '@/lib/quizzes/queries/authoring'

export const dynamic = 'force-dynamic'

export const GET = route(exportQuestionsOperation, (viewer, { params, query }) =>
  exportQuestions(viewer, { ...query, lessonId: params.id }),
)
