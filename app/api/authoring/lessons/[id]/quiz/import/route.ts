import { route } from '@/lib/platform/http/route'
import { readQuestionsOperation } from '@/lib/quizzes/api'
import { readQuestions } from '@/lib/quizzes/commands/importing'

export const dynamic = 'force-dynamic'

export const POST = route(readQuestionsOperation, (viewer, { params, body }) =>
  readQuestions(viewer, { ...body, lessonId: params.id }),
)
