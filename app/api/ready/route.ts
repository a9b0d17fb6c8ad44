import { readiness } from '@/lib/platform/http/readiness'

/** Whether requests may be sent here: the database answers and the jobs run. */
export const dynamic = 'force-dynamic'

export async function GET(): Promise<Response> {
  const { isReady, checks } = await readiness()
  return Response.json(
    { status: isReady ? 'ready' : 'unready', checks },
    { status: isReady ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}
