import { getHealthOperation } from '@/lib/operations/api'
import { route } from '@/lib/platform/http/route'

/** The process is alive and answers; asks nothing of anybody else. */
export const dynamic = 'force-dynamic'

export const GET = route(getHealthOperation, async () => ({ status: 'ok' }))
