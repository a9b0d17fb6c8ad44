import { getCourseForPrograms } from '@/lib/courses/queries/for-programs'
import { listReviewsOperation } from '@/lib/reviews/api'
import { listReviews } from '@/lib/reviews/queries'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

export const GET = route(listReviewsOperation, async (viewer, { params, query }) => {
  const { id: courseId } = await getCourseForPrograms(viewer, params)
  return listReviews(viewer, { ...query, courseId })
})
