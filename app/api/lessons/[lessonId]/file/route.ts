import { route } from '@/lib/platform/http/route'
import { getLessonFileAddress } from '@/lib/progress/queries/learning'
import { getLessonFileOperation } from '@/lib/progress/api'

export const dynamic = 'force-dynamic'

/** The lesson's own address of its file leads to a signed one, made for whoever asks at this moment. */
export const GET = route(getLessonFileOperation, async (viewer, { params }) => {
  const location = await getLessonFileAddress(viewer, params)
  return new Response(null, { status: 307, headers: { location, 'cache-control': 'no-store' } })
})
