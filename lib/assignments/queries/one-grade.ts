import 'server-only'
import type { Types } from 'mongoose'
import { getTaughtCourse } from '@/lib/courses/queries/taught'
import { isMember, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { notFound } from '@/lib/platform/errors'
import { Enrollment } from '@/models/enrollment'
import type { GradeFields } from '@/models/grade'
import { LOG_ENTRIES, GRADED_LESSON_TYPES } from '../constants'
import { maximumOf, namesOf, toTrailEntry, type LogRow, type PersonRow, type VersionRow } from '../dto'
import type { OneGrade } from '../dto/book'
import { joined, withPeople } from './joins'

type Row = {
  user: Types.ObjectId
  learner: PersonRow[]
  grades: GradeFields[]
  log: LogRow[]
  people: PersonRow[]
  lessons: { title: string; type: string }[]
  versions: Pick<VersionRow, 'points' | 'rubric'>[]
}

/**
 * What counts for one learner in one graded lesson, with every change of it; for the course's teachers. Two round trips.
 *
 * @throws forbidden; not_found also for who never learned in the course
 */
export async function getOneGrade(
  viewer: Viewer,
  { courseId, userId, lessonId }: { courseId: string; userId: string; lessonId: string },
): Promise<OneGrade> {
  const course = await getTaughtCourse(viewer, { courseId })
  const ids = { user: toObjectId(userId), course: toObjectId(courseId), lesson: toObjectId(lessonId) }
  const row = await readGrade(ids)
  const lesson = row?.lessons[0]
  if (row === undefined || lesson === undefined) throw notFound('There is no such grade.')
  const [grade] = row.grades
  const [version] = row.versions
  const score = grade?.override?.score ?? grade?.score ?? null
  const outOf = grade?.outOf ?? (version === undefined ? null : maximumOf(version))
  const names = namesOf(row.people)
  return {
    course,
    userId,
    lessonId,
    lessonTitle: lesson.title,
    learner: [...namesOf(row.learner).values()][0] ?? '',
    score: score === null ? null : score / 100,
    outOf: outOf === null ? null : outOf / 100,
    override: grade?.override?.reason ?? null,
    trail: row.log.map((entry) => toTrailEntry(entry, names)),
    can: { override: outOf !== null && isMember(viewer) && viewer.userId !== userId },
  }
}

type Ids = { user: Types.ObjectId; course: Types.ObjectId; lesson: Types.ObjectId }

async function readGrade({ user, course, lesson }: Ids): Promise<Row | undefined> {
  const [row] = await Enrollment.aggregate<Row>([
    { $match: { user, course } },
    joined('users', [{ $match: { _id: user } }, { $project: { fullName: 1, username: 1 } }], 'learner'),
    joined('grades', [{ $match: { user, lesson } }]),
    joined(
      'gradeLog',
      [{ $match: { lesson, user } }, { $sort: { at: -1, _id: -1 } }, { $limit: LOG_ENTRIES }],
      'log',
    ),
    joined('lessons', [
      { $match: { _id: lesson, course, type: { $in: [...GRADED_LESSON_TYPES] } } },
      { $project: { title: 1, type: 1 } },
    ]),
    joined(
      'assignmentVersions',
      [{ $match: { lesson, isCurrent: true } }, { $project: { points: 1, rubric: 1 } }],
      'versions',
    ),
    ...withPeople(['$log.by']),
  ])
  return row
}
