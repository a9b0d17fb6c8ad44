import { getSubmissionFileOperation } from '@/lib/assignments/api'
import { getSubmissionFileAddress } from '@/lib/assignments/queries/submission'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

/** The file's own address leads to a signed one, made for whoever asks at this moment. */
export const GET = route(getSubmissionFileOperation, async (viewer, { params }) => {
  const location = await getSubmissionFileAddress(viewer, params)
  return new Response(null, { status: 307, headers: { location, 'cache-control': 'no-store' } })
})
