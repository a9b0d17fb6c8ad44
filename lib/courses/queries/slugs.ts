import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Course } from '@/models/course'
import type { SlugQuestion } from '../schema/course'
import { requireTeacher } from './own-courses'

/** Whether a course may take this address: while one types it. The unique index has the last word. */
export async function isSlugFree(viewer: Viewer, { slug, courseId }: SlugQuestion): Promise<boolean> {
  requireTeacher(viewer)
  const others = courseId === undefined ? {} : { _id: { $ne: toObjectId(courseId) } }
  return (await Course.exists({ slug, ...others })) === null
}
