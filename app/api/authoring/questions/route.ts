import { route } from '@/lib/platform/http/route'
import { listBankQuestionsOperation, saveBankQuestionOperation } from '@/lib/quizzes/api'
import { saveBankQuestion } from '@/lib/quizzes/commands/bank'
import { listBankQuestions } from '@/lib/quizzes/queries/bank'

export const dynamic = 'force-dynamic'

export const GET = route(listBankQuestionsOperation, (viewer, { query }) => listBankQuestions(viewer, query))

export const POST = route(saveBankQuestionOperation, (viewer, { body }) => saveBankQuestion(viewer, body))
