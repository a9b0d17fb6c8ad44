import { exportAccountOperation } from '@/lib/operations/api'
import { exportAccount } from '@/lib/operations/queries'
import { now } from '@/lib/platform/clock'
import { jsonStream } from '@/lib/platform/http/json-stream'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

/** Everything about oneself as one file. A link is enough, so it works without scripts. */
export const GET = route(exportAccountOperation, async (viewer) => {
  const whole = await exportAccount(viewer)
  const name = `techelevate-${whole.account.username}-${now().toISOString().slice(0, 10)}.json`
  return new Response(jsonStream(whole), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
    },
  })
})
