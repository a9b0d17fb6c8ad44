import { getSignedUpload } from '@/lib/media/queries'
import { getUploadOperation } from '@/lib/media/api'
import { route } from '@/lib/platform/http/route'
import { storage } from '@/lib/platform/storage/port'
import { serveFile } from '@/lib/platform/storage/serve'

/** A private file, by an address that was minted for this viewer. */
export const GET = route(getUploadOperation, async (viewer, { params, query, request }) => {
  const address = { id: params.id, viewer: query.v, hour: query.h, signature: query.s }
  const file = await getSignedUpload(viewer, address)
  return serveFile({ storage: storage(), file }, request, { caching: 'private' })
})
