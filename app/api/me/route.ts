import { isMember, type Viewer } from '@/lib/platform/auth/viewer'
import { route } from '@/lib/platform/http/route'
import { getMeOperation } from '@/lib/progress/api'
import { getMyCourse } from '@/lib/progress/queries/my-course'

export const dynamic = 'force-dynamic'

/** What of a kept page is the viewer's own: who they are and, on a course's page, how they stand in it. */
export const GET = route(getMeOperation, async (viewer, { query: { course } }) => ({
  viewer: whoIs(viewer),
  course: course === undefined ? null : { id: course, ...(await getMyCourse(viewer, { courseId: course })) },
}))

function whoIs(viewer: Viewer) {
  if (!isMember(viewer)) return null
  const { username, fullName, avatarUrl, role, isVerified } = viewer
  return { username, fullName, avatarUrl, role, isVerified }
}
