import 'server-only'
import { forgetCourseFiles, listCourseFilesBefore } from '@/lib/media/commands/course-files'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { forbidden } from '@/lib/platform/errors'
import { uploadsOfCourse } from './lesson-files'

/** Whoever sends a file shows it within minutes; what a closed tab left behind may still be looked for some days. */
export const UNUSED_DAYS = 7
const FILES_PER_STEP = 100

/**
 * Deletes files that authors sent for a course and that neither what learners see nor what is being written names.
 *
 * @returns how many went
 */
export async function forgetUnusedUploads(viewer: Viewer): Promise<number> {
  if (viewer.kind !== 'system') throw forbidden()
  const before = new Date(now().getTime() - UNUSED_DAYS * 86_400_000)
  let forgotten = 0
  for (let after: Date | undefined; ;) {
    const files = await listCourseFilesBefore(viewer, { before, after, limit: FILES_PER_STEP })
    for (const courseId of new Set(files.map((file) => file.courseId))) {
      const used = await uploadsOfCourse(toObjectId(courseId))
      const ids = files.flatMap((file) =>
        file.courseId === courseId && !used.has(file.uploadId) ? [file.uploadId] : [],
      )
      await forgetCourseFiles(viewer, { uploadIds: ids })
      forgotten += ids.length
    }
    if (files.length < FILES_PER_STEP) return forgotten
    after = files.at(-1)?.createdAt
  }
}
