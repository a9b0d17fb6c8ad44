import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Course } from '@/models/course'
import { CourseRevision } from '@/models/course-revision'
import type { AuthoredVideo } from '../authored-dto'
import { requireAuthor } from '../commands/authors'
import { readUploads, toVideo } from './authored-lesson'

/**
 * A course's trailer as its authors wrote it last, with its files, and the version that the next write of it names. At
 * most three round trips.
 *
 * @throws unauthenticated, forbidden (`account.not_approved`), not_found
 */
export async function getAuthoredTrailer(
  viewer: Viewer,
  { courseId }: { courseId: string },
): Promise<{ trailer: AuthoredVideo | null; version: number }> {
  const course = toObjectId(courseId)
  const row = requireAuthor(
    viewer,
    await Course.findById(course).select('status instructor coInstructors trailer version').lean(),
  )
  const revision = await CourseRevision.findOne({ course, isPending: true })
    .select({ 'details.trailer': 1, detailsEdit: 1 })
    .lean()
  const kept = (revision === null ? row.trailer : revision.details?.trailer) ?? null
  const video = kept && { ...kept, url: kept.source === 'link' ? kept.url : null, mayMarkByHand: false }
  return {
    trailer: toVideo(video as Parameters<typeof toVideo>[0], await readUploads({ video })),
    version: revision?.detailsEdit.version ?? row.version,
  }
}
