import { route } from '@/lib/platform/http/route'
import type { NextRequest } from 'next/server'
import { uploadHandlers } from '@/lib/media/upload-handlers'

/** What the file router allows: kinds and sizes. */
export const GET = route({ limit: null }, async (_viewer, { request }) =>
  uploadHandlers().GET(request as NextRequest),
)

/** A browser asks to send a file, or the cloud reports that one has arrived (signed, without a cookie). */
export const POST = route({ limit: 'upload' }, async (_viewer, { request }) =>
  uploadHandlers().POST(request as NextRequest),
)
