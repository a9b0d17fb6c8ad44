import 'server-only'
import { keepCaptions, type SentCaptions } from '@/lib/media/commands/captions'
import { announceUpload, type BegunUpload } from '@/lib/media/commands/incoming'
import type { NewCaptions, NewUpload } from '@/lib/media/schema'
import { requireMember, requireVerified, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { AppError } from '@/lib/platform/errors'
import { Course } from '@/models/course'
import { canCreateCourse } from '../policy'
import { requireAuthor } from './authors'

/**
 * Lets an author of a course send a file for it, or an approved instructor the archive of a course that is to be made.
 *
 * @throws unauthenticated, forbidden (`account.not_approved`, `account.unverified`), not_found, unavailable (`storage.full`)
 */
export async function beginUpload(viewer: Viewer, file: NewUpload): Promise<BegunUpload> {
  const { courseId = null } = file
  if (courseId === null) requireRightToCreate(viewer)
  else await requireAuthorOf(viewer, courseId)
  return announceUpload(viewer, { ...file, courseId })
}

/** Keeps captions for a film of a course. Errors: those of `keepCaptions`, and of who is no author of the course. */
export async function sendCaptions(
  viewer: Viewer,
  file: NewCaptions & { name: string; bytes: AsyncIterable<Uint8Array> },
): Promise<SentCaptions> {
  await requireAuthorOf(viewer, file.courseId)
  return keepCaptions(viewer, file)
}

async function requireAuthorOf(viewer: Viewer, courseId: string): Promise<void> {
  const course = await Course.findById(toObjectId(courseId))
    .select({ status: 1, instructor: 1, coInstructors: 1 })
    .lean()
  requireAuthor(viewer, course)
  requireVerified(viewer)
}

function requireRightToCreate(viewer: Viewer): void {
  const { userId } = requireMember(viewer)
  if (canCreateCourse(viewer, userId)) return
  throw new AppError('forbidden', 'Only approved instructors make courses.', {
    reason: 'account.not_approved',
  })
}
