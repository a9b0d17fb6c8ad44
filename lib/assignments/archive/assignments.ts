import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { Types } from 'mongoose'
import {
  fieldsSaid,
  type BringIn,
  type LessonArchive,
  type LessonPlace,
  type LessonReader,
  type LessonWriter,
} from '@/lib/courses/lesson-archive'
import { newPartId } from '@/lib/quizzes/part-ids'
import { Assignment } from '@/models/assignment'
import { AssignmentVersion } from '@/models/assignment-version'
import { ASSIGNMENT_LIMITS } from '../constants'
import { contentOf } from '../commands/authoring'
import { AssignmentContent } from '../schema'

/** Assignments in the archive of a course; docs/course-format.md says how they stand there. */
export const assignmentArchive: LessonArchive = { write: writeAssignment, read: readAssignment }

async function writeAssignment(
  lesson: Types.ObjectId,
  into: LessonWriter,
): Promise<Record<string, unknown> | null> {
  const published =
    into.copy === 'published' ? await AssignmentVersion.findOne({ lesson, isCurrent: true }).lean() : null
  const row = published ?? (await Assignment.findOne({ lesson }).lean())
  if (row === null) return null
  const { instructions, due, rubric, ...rules } = contentOf(row)
  return {
    ...(instructions !== '' && { instructions: await into.text(instructions) }),
    ...(due !== null && { due }),
    ...rules,
    ...(rubric.length > 0 && { rubric }),
  }
}

async function readAssignment(from: LessonReader): Promise<BringIn<LessonPlace>> {
  const said = {
    ...from.said,
    ...(from.said['rubric'] !== undefined && { rubric: withIds(from.said['rubric']) }),
  }
  const known = fieldsSaid({ ...from, said }, 'assignment', { shape: AssignmentContent.shape })
  const instructions = await from.text(known.instructions ?? '')
  const { instructionsLength } = ASSIGNMENT_LIMITS
  if (instructions.length > instructionsLength) from.lost('textCut', `${instructionsLength}`)
  const content = AssignmentContent.parse({
    ...known,
    instructions: instructions.slice(0, instructionsLength),
  })
  return (place) => bringAssignment(place, content)
}

/** Who writes a rubric by hand need not name its parts. */
function withIds(rubric: unknown): unknown {
  if (!Array.isArray(rubric)) return rubric
  return rubric.map((criterion: unknown) => {
    if (typeof criterion !== 'object' || criterion === null) return criterion
    const levels = 'levels' in criterion && Array.isArray(criterion.levels) ? criterion.levels : undefined
    return { id: newPartId(), ...criterion, ...(levels && { levels: levels.map(withId) }) }
  })
}

function withId(level: unknown): unknown {
  return typeof level === 'object' && level !== null ? { id: newPartId(), ...level } : level
}

async function bringAssignment(
  { lesson, course, by }: LessonPlace,
  content: AssignmentContent,
): Promise<boolean> {
  const before = await Assignment.findOne({ lesson }).lean()
  if (before === null) {
    await Assignment.insertMany([{ ...content, lesson, course, by, version: 1 }])
    return true
  }
  if (isDeepStrictEqual(contentOf(before), content)) return false
  await Assignment.updateOne({ _id: before._id }, { $set: { ...content, by }, $inc: { version: 1 } })
  return true
}
