import { getReadinessOperation } from '@/lib/operations/api'
import { Answered } from '@/lib/platform/http/answer'
import { readiness } from '@/lib/platform/http/readiness'
import { route } from '@/lib/platform/http/route'

/** Whether requests may be sent here: the database answers and the jobs run. */
export const dynamic = 'force-dynamic'

export const GET = route(getReadinessOperation, async () => {
  const { isReady, checks } = await readiness()
  return new Answered({ status: isReady ? 'ready' : 'unready', checks }, { status: isReady ? 200 : 503 })
})
