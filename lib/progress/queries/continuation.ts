import 'server-only'
import type { PipelineStage, Types } from 'mongoose'
import { CARD_FIELDS, lessonsOf, toCourseCard, toOutline, type DetailsRow } from '@/lib/courses/dto'
import { JOIN_CATEGORY_AND_INSTRUCTOR, JOIN_LESSONS } from '@/lib/courses/queries/stages'
import type { Member } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Course } from '@/models/course'
import { moduleTitleOf, type Continuation } from '../dto'
import { lessonToContinue } from '../percent'
import { openingsOf } from '../release'
import type { Candidate } from './recent-courses'

type Mark = { lesson: Types.ObjectId; status: 'started' | 'completed'; positionSeconds?: number }
type Row = Pick<DetailsRow, 'modules' | 'lessonRows'> & DetailsRow & { marks: Mark[] }

/**
 * The lesson to go on with: of the courses opened last, the first in which one is open and not done. One round trip; none
 * where there is nothing to go on with.
 */
export async function readContinuation(
  member: Member,
  candidates: readonly Candidate[],
): Promise<Continuation | null> {
  if (candidates.length === 0) return null
  const rows = await Course.aggregate<Row>([
    { $match: { _id: { $in: candidates.map(({ course }) => course._id) } } },
    { $project: { ...CARD_FIELDS, category: 1, instructor: 1, modules: 1 } },
    ...JOIN_CATEGORY_AND_INSTRUCTOR,
    JOIN_LESSONS,
    marksOf(toObjectId(member.userId)),
  ])
  const byId = new Map(rows.map((row) => [row._id.toHexString(), row]))
  for (const candidate of candidates) {
    const row = byId.get(candidate.course._id.toHexString())
    const found = row === undefined ? null : continuationIn(candidate, row)
    if (found !== null) return found
  }
  return null
}

function continuationIn({ enrolledAt, progress, lastLesson }: Candidate, row: Row): Continuation | null {
  const moment = now()
  const outline = toOutline(row.modules, row.lessonRows)
  const lessons = lessonsOf(outline)
  const idsOf = (status: Mark['status']) =>
    new Set(row.marks.filter((mark) => mark.status === status).map(({ lesson }) => lesson.toHexString()))
  const done = idsOf('completed')
  const shut = openingsOf(lessons, {
    enrolledAt,
    doneLessonIds: done,
    startedLessonIds: idsOf('started'),
    moment,
  })
  const open = lessons.filter(({ id }) => shut[id] === undefined)
  const lesson = lessonToContinue(open, done, lastLesson?.toHexString() ?? null)
  if (lesson === null) return null
  const mark = row.marks.find((each) => each.lesson.toHexString() === lesson.id)
  return {
    course: toCourseCard(row, moment),
    progress,
    lesson,
    moduleTitle: moduleTitleOf(outline, lesson.id),
    positionSeconds: lesson.type === 'video' ? Math.floor(mark?.positionSeconds ?? 0) : 0,
  }
}

function marksOf(user: Types.ObjectId): PipelineStage.Lookup {
  return {
    $lookup: {
      from: 'lessonProgress',
      localField: '_id',
      foreignField: 'course',
      pipeline: [{ $match: { user } }, { $project: { _id: 0, lesson: 1, status: 1, positionSeconds: 1 } }],
      as: 'marks',
    },
  }
}
