import { route } from '@/lib/platform/http/route'
import { getOwnUserOperation } from '@/lib/progress/program-api'
import { getMe } from '@/lib/progress/queries/for-programs'

export const dynamic = 'force-dynamic'

export const GET = route(getOwnUserOperation, (viewer) => getMe(viewer))
