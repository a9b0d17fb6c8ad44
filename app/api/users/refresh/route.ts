import { refreshOperation } from '@/lib/accounts/api'
import { refreshForProgram } from '@/lib/accounts/commands/tokens'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

export const POST = route(refreshOperation, (viewer, { body }) => refreshForProgram(viewer, body))
