import { route } from '@/lib/platform/http/route'
import { exportBankOperation } from '@/lib/quizzes/api'
import { exportBank } from '@/lib/quizzes/queries/bank'

export const dynamic = 'force-dynamic'

export const GET = route(exportBankOperation, (viewer, { query }) => exportBank(viewer, query))
