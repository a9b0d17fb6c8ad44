import 'server-only'
import type { Types } from 'mongoose'
import { getTaughtCourse } from '@/lib/courses/queries/taught'
import { recordAct } from '@/lib/enrollments/commands/acts'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { duplicateKeyFields } from '@/lib/platform/db/duplicate-key'
import { inTransaction } from '@/lib/platform/db/transaction'
import { toObjectId } from '@/lib/platform/db/object-id'
import { AppError } from '@/lib/platform/errors'
import { GradeBook } from '@/models/grade-book'
import { ASSIGNMENT_REASONS, type MissingRule } from '../constants'
import type { Rules } from '../dto/book'
import { readRules } from '../queries/book'
import type { SaveGradeRules } from '../schema'

/**
 * Says how the total of a course is made from now on. Weights of lessons that are not in the course are left
 * out. It changes everybody's total at once, so it is written down for all of them.
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
  try {
    await inTransaction(async () => {
      const before = await readRules(course)
      await writeRules({ course, version }, rules)
      await recordAct(viewer, { course, user: null, act: 'rulesChanged', changes: changesOf(before, rules) })
    })
  } catch (error) {
    // Two made the first rules of a course at once.
    throw duplicateKeyFields(error) === undefined ? error : rulesChanged()
  }
  return { version: version + 1 }
}

type Written = {
  missing: MissingRule
  dropLowest: number
  weights: { lesson: Types.ObjectId; weight: number }[]
}

async function writeRules(
  { course, version }: { course: Types.ObjectId; version: number },
  rules: Written,
): Promise<void> {
  if (version === 0) {
    await GradeBook.insertMany([{ course, ...rules }])
    return
  }
  const change = { $set: rules, $inc: { version: 1 } }
  const { modifiedCount } = await GradeBook.updateOne({ course, version }, change)
  if (modifiedCount === 0) throw rulesChanged()
}

function changesOf(before: Rules, after: Written) {
  const weights = new Map(after.weights.map(({ lesson, weight }) => [lesson.toHexString(), weight]))
  const lessons = new Set([...before.weights.keys(), ...weights.keys()])
  const moved = [...lessons].filter((id) => (before.weights.get(id) ?? 1) !== (weights.get(id) ?? 1)).length
  return [
    { what: 'missing' as const, before: before.missing, after: after.missing },
    { what: 'dropLowest' as const, before: before.dropLowest, after: after.dropLowest },
    { what: 'weights' as const, before: null, after: moved === 0 ? null : moved },
  ]
}

function rulesChanged(): AppError {
  return new AppError('precondition', 'The rules were changed meanwhile.', {
    reason: ASSIGNMENT_REASONS.bookChanged,
  })
}
