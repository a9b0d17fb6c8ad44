import { route } from '@/lib/platform/http/route'
import { textStream } from '@/lib/platform/http/text-stream'
import { exportStudentsOperation } from '@/lib/progress/student-api'
import { getStudentTable } from '@/lib/progress/queries/student-table'

export const dynamic = 'force-dynamic'

/** A link is enough, so it works without scripts. */
export const GET = route(exportStudentsOperation, async (viewer, { params, query }) => {
  const { slug, lines } = await getStudentTable(viewer, { ...query, courseId: params.id })
  return new Response(textStream(lines), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${slug}-students.csv"`,
    },
  })
})
