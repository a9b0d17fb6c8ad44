import 'server-only'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { notFound } from '@/lib/platform/errors'
import { CourseImport, type CourseImportFields } from '@/models/course-import'
import type { CourseImportReport } from '../import-dto'

/** How far the viewer's own import is, and what came of it. @throws not_found */
export async function getImport(
  viewer: Viewer,
  { importId }: { importId: string },
): Promise<CourseImportReport> {
  const owner = toObjectId(requireMember(viewer).userId)
  const row = await CourseImport.findOne({ _id: toObjectId(importId), owner }).lean<CourseImportFields>()
  if (row === null) throw notFound('There is no such import.')
  const { name, state, done, total, reason, course, lessons, pictures, lossCount, losses } = row
  return {
    name,
    state,
    done,
    total,
    reason: reason ?? null,
    courseId: course?.toHexString() ?? null,
    lessons,
    pictures,
    lossCount,
    losses: losses.map(({ code, file, line, detail }) => ({ code, file, line: line ?? null, detail })),
  }
}
