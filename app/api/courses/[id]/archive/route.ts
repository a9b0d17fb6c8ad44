import { exportArchive } from '@/lib/courses/export/export-archive'
import { exportCourseOperation } from '@/lib/courses/media-api'
import { bodyOf } from '@/lib/platform/http/body-of'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

/** A course as one archive, packed while it is sent. */
export const GET = route(exportCourseOperation, async (viewer, { params, query, request }) => {
  const { name, bytes } = await exportArchive(viewer, { courseId: params.id, copy: query.copy })
  return new Response(bodyOf(bytes, request), {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'x-content-type-options': 'nosniff',
    },
  })
})
