import { route } from '@/lib/platform/http/route'
import { deleteBankQuestionOperation, getBankQuestionOperation } from '@/lib/quizzes/api'
import { deleteBankQuestion } from '@/lib/quizzes/commands/bank'
import { getBankQuestion } from '@/lib/quizzes/queries/bank'

export const dynamic = 'force-dynamic'

/** After a conflict: what is there now. */
export const GET = route(getBankQuestionOperation, (viewer, { params }) => getBankQuestion(viewer, params))

export const DELETE = route(deleteBankQuestionOperation, (viewer, { params }) =>
  deleteBankQuestion(viewer, params),
)
