import { getPublicUpload } from '@/lib/media/queries'
import { getPublicUploadOperation } from '@/lib/media/api'
import { route } from '@/lib/platform/http/route'
import { storage } from '@/lib/platform/storage/port'
import { serveFile } from '@/lib/platform/storage/serve'

/** A picture that anybody may see; the address names its content and never changes. */
export const GET = route(getPublicUploadOperation, async (viewer, { params, request }) => {
  const file = await getPublicUpload(viewer, params.file)
  return serveFile({ storage: storage(), file }, request, { caching: 'immutable' })
})
