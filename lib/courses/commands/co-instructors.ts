import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { changed } from '@/lib/platform/cache'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { forbidden, notFound } from '@/lib/platform/errors'
import { Course } from '@/models/course'
import { User } from '@/models/user'
import { COURSE_LIMITS } from '../constants'
import { tagsOfCourse } from '../page-tags'
import { canDeleteCourse } from '../policy'
import type { CoInstructor } from '../schema/course'
import { requireAuthor, rightsOf } from './authors'
import { findInstructor } from './courses'
import { refreshListing } from './listing'
import { full } from './outline'

const COURSE = 'slug status instructor coInstructors'

/**
 * Lets another approved instructor write this course. Who may write is no text to be reviewed: it holds at once, and the
 * course's page names them. Adding one who is there already changes nothing.
 *
 * @throws forbidden for a co-instructor; invalid (`fields.username`) for who may not teach
 */
export async function addCoInstructor(viewer: Viewer, { courseId, username }: CoInstructor): Promise<void> {
  const _id = toObjectId(courseId)
  await inTransaction(async () => {
    const course = await readOwned(viewer, courseId)
    const person = (await findInstructor(username))._id
    const isThere = [course.instructor, ...course.coInstructors].some((id) => id?.equals(person))
    if (isThere) return
    if (course.coInstructors.length >= COURSE_LIMITS.coInstructors) throw full()
    await Course.updateOne({ _id }, { $addToSet: { coInstructors: person } })
    await follow(viewer, { courseId, slug: course.slug })
  })
}

/** Takes the right to write away again; a co-instructor may leave by themselves. */
export async function removeCoInstructor(
  viewer: Viewer,
  { courseId, username }: CoInstructor,
): Promise<void> {
  const _id = toObjectId(courseId)
  await inTransaction(async () => {
    const isLeaving = viewer.kind === 'member' && viewer.username.toLowerCase() === username.toLowerCase()
    const course = isLeaving
      ? requireAuthor(viewer, await Course.findById(_id).select(COURSE).lean())
      : await readOwned(viewer, courseId)
    const person = await User.findOne({ usernameKey: username.toLowerCase() }).select({ _id: 1 }).lean()
    if (person === null || !course.coInstructors.some((id) => id.equals(person._id)))
      throw notFound('Nobody of this name teaches it.')
    await Course.updateOne({ _id }, { $pull: { coInstructors: person._id } })
    await follow(viewer, { courseId, slug: course.slug })
  })
}

async function readOwned(viewer: Viewer, courseId: string) {
  const course = requireAuthor(viewer, await Course.findById(toObjectId(courseId)).select(COURSE).lean())
  if (!canDeleteCourse(viewer, rightsOf(course)))
    throw forbidden('Only its instructor says who teaches a course.')
  return course
}

async function follow(viewer: Viewer, { courseId, slug }: { courseId: string; slug: string }): Promise<void> {
  await refreshListing(viewer, { courseId })
  await changed(...tagsOfCourse(courseId, slug))
}
