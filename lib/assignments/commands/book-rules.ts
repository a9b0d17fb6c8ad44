import 'server-only'
import { getTaughtCourse } from '@/lib/courses/queries/taught'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { duplicateKeyFields } from '@/lib/platform/db/duplicate-key'
import { toObjectId } from '@/lib/platform/db/object-id'
import { AppError } from '@/lib/platform/errors'
import { GradeBook } from '@/models/grade-book'
import { ASSIGNMENT_REASONS } from '../constants'
import type { SaveGradeRules } from '../schema'

/**
 * Says how the total of a course is made from now on. Weights of lessons that are not in the course are left out.
 *
 * @throws precondition (`assignment.book_changed`)
 */
export async function saveGradeRules(
  viewer: Viewer,
  { courseId, version, missing, dropLowest, weights }: SaveGradeRules,
): Promise<{ version: number }> {
  const { lessonIds } = await getTaughtCourse(viewer, { courseId })
  const known = new Set(lessonIds)
  const rules = {
    missing,
    dropLowest,
    weights: Object.entries(weights).flatMap(([lesson, weight]) =>
      known.has(lesson) && weight !== 1 ? [{ lesson: toObjectId(lesson), weight }] : [],
    ),
  }
  const course = toObjectId(courseId)
  if (version === 0) return makeRules({ course, ...rules })
  const change = { $set: rules, $inc: { version: 1 } }
  const { modifiedCount } = await GradeBook.updateOne({ course, version }, change)
  if (modifiedCount === 0) throw rulesChanged()
  return { version: version + 1 }
}

async function makeRules(fields: object): Promise<{ version: number }> {
  try {
    await GradeBook.insertMany([fields])
    return { version: 1 }
  } catch (error) {
    if (duplicateKeyFields(error) === undefined) throw error
    throw rulesChanged()
  }
}

function rulesChanged(): AppError {
  return new AppError('precondition', 'The rules were changed meanwhile.', {
    reason: ASSIGNMENT_REASONS.bookChanged,
  })
}
