import { route } from '@/lib/platform/http/route'
import { restoreBankQuestionOperation } from '@/lib/quizzes/api'
import { restoreBankQuestion } from '@/lib/quizzes/commands/bank'

export const dynamic = 'force-dynamic'

export const POST = route(restoreBankQuestionOperation, (viewer, { params, body }) =>
  restoreBankQuestion(viewer, { ...params, ...body }),
)
