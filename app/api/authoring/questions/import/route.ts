import { route } from '@/lib/platform/http/route'
import { readIntoBankOperation } from '@/lib/quizzes/api'
import { readIntoBank } from '@/lib/quizzes/commands/importing'

export const dynamic = 'force-dynamic'

export const POST = route(readIntoBankOperation, (viewer, { body }) => readIntoBank(viewer, body))
