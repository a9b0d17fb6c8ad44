import { viewerKey } from '@/lib/platform/auth/viewer'
import { limit } from '@/lib/platform/http/rate-limit'
import { route } from '@/lib/platform/http/route'
import type { NextRequest } from 'next/server'
import { describeUploadsOperation, prepareUploadOperation } from '@/lib/media/api'
import { uploadHandlers } from '@/lib/media/upload-handlers'

/** What the file router allows: kinds and sizes. */
export const GET = route(describeUploadsOperation, async (_viewer, { request }) =>
  uploadHandlers().GET(request as NextRequest),
)

/**
 * A browser asks to send a file, or the cloud reports that one has arrived (signed, without a cookie). Reports come from
 * few addresses for everybody, so they are not counted: what is not signed the router refuses.
 */
export const POST = route(prepareUploadOperation, async (viewer, { request }) => {
  if (!request.headers.has('uploadthing-hook')) await limit('upload', viewerKey(viewer))
  return uploadHandlers().POST(request as NextRequest)
})
