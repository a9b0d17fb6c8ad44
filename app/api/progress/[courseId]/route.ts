import { route } from '@/lib/platform/http/route'
import { getProgressOperation } from '@/lib/progress/program-api'
import { getProgress } from '@/lib/progress/queries/for-programs'

export const dynamic = 'force-dynamic'

export const GET = route(getProgressOperation, (viewer, { params }) => getProgress(viewer, params))
