import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { trailerInputOf } from '../authored-media'
import { getAuthoredTrailer } from '../queries/authored-trailer'
import type { TrailerChange } from '../schema/course'
import { updateCourse, type Written } from './courses'
import { overNewer } from './over-newer'

/**
 * Changes a course's trailer, also while its other details are being written. Learners see it once it is published.
 *
 * @throws precondition (`course.changed_meanwhile`) where somebody changed the trailer; else as `updateCourse`
 */
export function changeTrailer(
  viewer: Viewer,
  { courseId, version, change, before }: TrailerChange,
): Promise<Written> {
  return overNewer<Written, object | null>({
    version,
    before,
    write: (current) => updateCourse(viewer, { courseId, version: current, trailer: change }),
    read: async () => {
      const { trailer, version: newest } = await getAuthoredTrailer(viewer, { courseId })
      return { version: newest, part: trailer && trailerInputOf(trailer) }
    },
  })
}
