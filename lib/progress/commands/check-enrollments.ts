import type { Types } from 'mongoose'
import { ENROLLMENT_STATUSES } from '@/lib/enrollments/constants'
import { Course } from '@/models/course'
import { Enrollment, type EnrollmentFields } from '@/models/enrollment'
import { LessonProgress } from '@/models/lesson-progress'
import { ProgressEvent } from '@/models/progress-event'
import { countedLessons, percentOfCount } from '../percent'
import { inSteps, type Finding, type Row } from './finding'
import { readCountedLessons } from './ledger'
import { recountEnrollments } from './recount'

const COURSES_PER_STEP = 100
const PEOPLE_PER_STEP = 500

type Person = { _id: Types.ObjectId } & Pick<
  EnrollmentFields,
  'user' | 'course' | 'status' | 'progress' | 'completedAt'
>

/** The percent of everybody in every course, and whether a completion is written down as one. */
export async function* checkEnrollments(): AsyncGenerator<Row> {
  const courses = inSteps(COURSES_PER_STEP, (after, size) =>
    Course.find(after).sort({ _id: 1 }).limit(size).select({ _id: 1 }).lean(),
  )
  for await (const step of courses) for (const { _id } of step) yield* checkPeople(_id)
}

async function* checkPeople(course: Types.ObjectId): AsyncGenerator<Row> {
  const lessonIds = countedLessons(await readCountedLessons(course)).map(({ id }) => id)
  const steps = inSteps<Person>(PEOPLE_PER_STEP, (after, size) =>
    Enrollment.find({ course, status: { $in: ENROLLMENT_STATUSES }, ...after })
      .sort({ _id: 1 })
      .limit(size)
      .select({ user: 1, course: 1, status: 1, progress: 1, completedAt: 1 })
      .lean(),
  )
  for await (const people of steps) {
    const done = await countDone(course, people, lessonIds)
    for (const person of people) {
      const percent = percentOfCount(done.get(person.user.toHexString()) ?? 0, lessonIds.length)
      yield [...percentFindings(person, percent), ...completionFindings(person)]
    }
  }
}

/** How many of the lessons that count each of these people has done; the database counts. */
async function countDone(
  course: Types.ObjectId,
  people: readonly Person[],
  lessonIds: readonly string[],
): Promise<Map<string, number>> {
  const counted = new Set(lessonIds)
  const rows = await LessonProgress.aggregate<{ _id: { user: Types.ObjectId; lesson: Types.ObjectId } }>([
    { $match: { course, user: { $in: people.map(({ user }) => user) }, status: 'completed' } },
    { $project: { _id: { user: '$user', lesson: '$lesson' } } },
  ])
  const done = new Map<string, number>()
  for (const { _id } of rows) {
    const user = _id.user.toHexString()
    if (counted.has(_id.lesson.toHexString())) done.set(user, (done.get(user) ?? 0) + 1)
  }
  return done
}

function percentFindings({ _id, course, status, progress, completedAt }: Person, percent: number): Finding[] {
  const where = `enrollments ${_id}`
  const mend = () => recountEnrollments(course, [_id], 'repaired')
  if (progress !== percent) return [{ where, what: 'progress', stored: progress, counted: percent, mend }]
  const isMissing = percent === 100 && status === 'active' && !completedAt
  return isMissing ? [{ where, what: 'status', stored: status, counted: 'completed', mend }] : []
}

/** A completion has a status and a moment, or neither. */
function completionFindings({ _id, user, course, status, completedAt }: Person): Finding[] {
  const where = `enrollments ${_id}`
  if (status === 'completed' && !completedAt) {
    const mend = () => giveMoment(_id, { user, course })
    return [{ where, what: 'completedAt', stored: null, counted: 'the moment of completion', mend }]
  }
  if (status === 'active' && completedAt) {
    const mend = () =>
      Enrollment.updateOne({ _id, status: 'active' }, { $set: { status: 'completed' }, $inc: { version: 1 } })
    return [{ where, what: 'status', stored: status, counted: 'completed', mend }]
  }
  return []
}

/** The ledger knows when; where it is lost, the last change of the row comes closest. */
async function giveMoment(
  _id: Types.ObjectId,
  learner: { user: Types.ObjectId; course: Types.ObjectId },
): Promise<void> {
  const told = await ProgressEvent.findOne({ ...learner, kind: 'courseCompleted' })
    .sort({ at: 1 })
    .select({ at: 1 })
    .lean()
  const row = await Enrollment.findById(_id).select({ lastAccessedAt: 1 }).lean()
  const completedAt = told?.at ?? row?.lastAccessedAt
  if (completedAt === undefined) return
  await Enrollment.updateOne({ _id, completedAt: null }, { $set: { completedAt }, $inc: { version: 1 } })
}
