import { route } from '@/lib/platform/http/route'
import { deleteBankQuestionOperation } from '@/lib/quizzes/api'
import { deleteBankQuestion } from '@/lib/quizzes/commands/bank'

export const dynamic = 'force-dynamic'

export const DELETE = route(deleteBankQuestionOperation, (viewer, { params }) =>
  deleteBankQuestion(viewer, params),
)
