import 'server-only'
import { getTaughtCourse } from '@/lib/courses/queries/taught'
import { signedUploadAddress } from '@/lib/media/queries'
import { isMember, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { notFound } from '@/lib/platform/errors'
import { AssignmentVersion } from '@/models/assignment-version'
import { Submission } from '@/models/submission'
import { User } from '@/models/user'
import { ASSIGNMENT_LIMITS, LOG_ENTRIES } from '../constants'
import {
  namesOf,
  toTask,
  toTeacherWork,
  toTrailEntry,
  type GradedNow,
  type LogRow,
  type PersonRow,
  type SubmissionRow,
  type VersionRow,
} from '../dto'
import type { SubmissionInHand } from '../dto/queue'
import { joined, withPeople } from './joins'
import { findNeighbours } from './queue'

type Row = VersionRow & {
  submissions: SubmissionRow[]
  log: LogRow[]
  people: PersonRow[]
  lessons: { title: string }[]
}

/**
 * A submission for the course's teachers, and its neighbours in the queue. At most six round trips.
 *
 * @throws not_found, also for a draft; forbidden
 */
export async function getSubmission(
  viewer: Viewer,
  { submissionId, isAcrossCourses }: { submissionId: string; isAcrossCourses: boolean },
): Promise<SubmissionInHand> {
  const row = await Submission.findById(toObjectId(submissionId)).lean<SubmissionRow>()
  if (row === null || !row.submittedAt) throw notFound('There is no such submission.')
  const course = await getTaughtCourse(viewer, { courseId: row.course.toHexString() })
  const place = { _id: row._id, course: row.course, submittedAt: row.submittedAt }
  const [around, beside] = await Promise.all([
    readAround(row),
    findNeighbours(viewer, { place, isAcrossCourses }),
  ])
  const names = namesOf(around.people)
  const userId = row.user.toHexString()
  const others = around.submissions.filter(({ _id }) => !_id.equals(row._id))
  return {
    course,
    lessonId: row.lesson.toHexString(),
    lessonTitle: around.lessons[0]?.title ?? '',
    learner: names.get(userId) ?? '',
    userId,
    work: toTeacherWork(row, names),
    dueAt: row.dueAt?.toISOString() ?? null,
    task: toTask(around),
    others: others.map((other) => toTeacherWork(other, names)),
    trail: around.log.map((entry) => toTrailEntry(entry, names)),
    ...beside,
    can: { grade: isMember(viewer) && viewer.userId !== userId },
  }
}

/** What was asked, with all that the learner handed in and how it was graded, in one round trip. */
async function readAround({ _id, lesson, user, answers }: SubmissionRow): Promise<Row> {
  const theirs = { lesson, user }
  const [row] = await AssignmentVersion.aggregate<Row>([
    { $match: { lesson, number: answers ?? 0 } },
    joined('submissions', [
      { $match: { ...theirs, state: { $ne: 'draft' } } },
      { $sort: { attempt: -1 } },
      { $limit: ASSIGNMENT_LIMITS.attemptsEver },
    ]),
    joined('gradeLog', [{ $match: theirs }, { $sort: { at: -1, _id: -1 } }, { $limit: LOG_ENTRIES }], 'log'),
    joined('lessons', [{ $match: { _id: lesson } }, { $project: { title: 1 } }]),
    ...withPeople(['$submissions.user', '$submissions.grade.by', '$submissions.returned.by', '$log.by']),
  ])
  if (row === undefined) throw new Error(`The submission ${_id.toHexString()} answers no version.`)
  return row
}

/** How an attempt stands at this moment, and who brought it there; for the course's teachers. */
export async function findSubmissionNow(
  viewer: Viewer,
  { submissionId }: { submissionId: string },
): Promise<GradedNow> {
  const row = await Submission.findById(toObjectId(submissionId)).lean<SubmissionRow>()
  if (row === null || !row.submittedAt) throw notFound('There is no such submission.')
  await getTaughtCourse(viewer, { courseId: row.course.toHexString() })
  const { grade, returned, state, version } = row
  const by = state === 'returned' ? returned?.by : grade?.by
  const person = by ? await User.findById(by).select({ fullName: 1, username: 1 }).lean() : null
  return {
    version,
    state,
    by: person?.fullName || (person?.username ?? null),
    score: grade ? grade.score / 100 : null,
    outOf: grade ? grade.outOf / 100 : null,
    comment: (state === 'returned' ? returned?.comment : grade?.comment) ?? '',
  }
}

/**
 * Where a file of an attempt lies for this viewer at this moment: its learner, and from the moment it is handed in its
 * course's teachers.
 */
export async function getSubmissionFileAddress(
  viewer: Viewer,
  { submissionId, uploadId }: { submissionId: string; uploadId: string },
): Promise<string> {
  const upload = toObjectId(uploadId)
  const row = await Submission.findOne({ _id: toObjectId(submissionId), 'files.upload': upload })
    .select({ user: 1, course: 1, state: 1 })
    .lean()
  if (row === null) throw notFound('There is no such file.')
  const isOwn = isMember(viewer) && row.user.toHexString() === viewer.userId
  if (!isOwn && row.state === 'draft') throw notFound('There is no such file.')
  if (!isOwn) await getTaughtCourse(viewer, { courseId: row.course.toHexString() })
  return signedUploadAddress(viewer, uploadId)
}
