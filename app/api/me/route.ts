import { z } from 'zod'
import { isMember, type Viewer } from '@/lib/platform/auth/viewer'
import { objectId } from '@/lib/utils/object-id'
import { route } from '@/lib/platform/http/legacy-route'
import { getMyCourse } from '@/lib/progress/queries/my-course'

export const dynamic = 'force-dynamic'

/** What of a kept page is the viewer's own: who they are and, on a course's page, how they stand in it. */
export const GET = route(
  { query: z.strictObject({ course: objectId.optional() }), limit: null },
  async (viewer, { query: { course } }) => ({
    viewer: whoIs(viewer),
    course:
      course === undefined ? null : { id: course, ...(await getMyCourse(viewer, { courseId: course })) },
  }),
)

function whoIs(viewer: Viewer) {
  if (!isMember(viewer)) return null
  const { username, fullName, avatarUrl, role, isVerified } = viewer
  return { username, fullName, avatarUrl, role, isVerified }
}
