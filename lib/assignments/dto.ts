import type { Types } from 'mongoose'
import type { AssignmentVersionFields } from '@/models/assignment-version'
import type { GradeLogFields } from '@/models/grade-log'
import type { SubmissionFields } from '@/models/submission'
import type { GradeAct, SubmissionState } from './constants'
import { rubricMaximum, toHundredths } from './scoring'
import type { AssignmentContent } from './schema'

type Id = Types.ObjectId
export type ContentRow = Pick<AssignmentVersionFields, keyof AssignmentContent>
export type VersionRow = ContentRow & { _id: Id; lesson: Id; course: Id; number: number }
export type SubmissionRow = SubmissionFields & { _id: Id }
export type LogRow = GradeLogFields & { _id: Id }
export type PersonRow = { _id: Id; fullName?: string | null; username?: string | null }

export type SubmittedFile = { uploadId: string; name: string; sizeBytes: number; href: string }

/** A grade as it is shown; points in points. */
export type GradeView = {
  choices: Record<string, string>
  points: number
  /** After what lateness took. */
  score: number
  outOf: number
  isPassed: boolean
  comment: string
  at: string
  by: string | null
}

/** What was handed in or is being written. */
export type Work = {
  id: string
  attempt: number
  version: number
  text: string
  link: string
  files: SubmittedFile[]
  savedAt: string
  submittedAt: string | null
  daysLate: number
  returned: { comment: string; at: string; by: string | null } | null
}

/** One attempt as its learner sees it: a grade that is held does not exist for them. */
export type LearnerWork = Work & {
  state: 'draft' | 'waiting' | 'returned' | 'graded'
  grade: GradeView | null
}
export type TeacherWork = Work & { state: SubmissionState; grade: GradeView | null }

/** Who changed an attempt last, and to what: for a grader who met somebody else at it. */
export type GradedNow = {
  version: number
  state: SubmissionState
  by: string | null
  score: number | null
  outOf: number | null
  comment: string
}

export type TrailEntry = {
  id: string
  act: GradeAct
  attempt: number | null
  before: number | null
  after: number | null
  outOf: number | null
  reason: string
  by: string | null
  at: string
}

/** An assignment as it is asked; points in points. */
export type AssignmentTask = AssignmentContent & { outOf: number }

/** The working copy, for its authors. */
export type AuthoredAssignment = {
  task: AssignmentTask
  /** 0: nobody has written it yet. */
  version: number
  /** Who wrote it last. */
  by: string | null
  at: string | null
}

/** An assignment with everything a learner did at it. */
export type LearnerAssignment = {
  task: AssignmentTask
  /** The viewer's own. */
  timeZone: string
  /** For this learner, with their days of grace. */
  dueAt: string | null
  isLate: boolean
  /** It is late, and nothing late is taken. */
  isOver: boolean
  /** The attempt that may be written on; null where none may be begun. */
  draft: LearnerWork | null
  /** The number of the attempt that may be begun now; null where none may. */
  nextAttempt: number | null
  attemptsLeft: number
  /** Newest first, without the draft. */
  attempts: LearnerWork[]
  /** What counts, once something is released. */
  counted: { score: number; outOf: number; isPassed: boolean; isOverridden: boolean; reason: string } | null
  trail: TrailEntry[]
}

/** The most an assignment gives, in hundredths: its rubric's maximum, or its points. */
export function maximumOf({ rubric, points }: Pick<ContentRow, 'rubric' | 'points'>): number {
  return rubric.length > 0 ? rubricMaximum(rubric) : toHundredths(points)
}

export function toTask(row: ContentRow): AssignmentTask {
  const { instructions, late, points, passPercent, attempts, counts } = row
  return {
    instructions: instructions ?? '',
    due: row.due ? { day: row.due.day, time: row.due.time, timeZone: row.due.timeZone } : null,
    late: { rule: late.rule, percentPerDay: late.percentPerDay, floorPercent: late.floorPercent },
    submissionTypes: [...row.submissionTypes],
    points,
    passPercent,
    rubric: row.rubric.map(({ id, title, description, levels }) => ({
      id,
      title,
      description: description ?? '',
      levels: levels.map((level) => ({
        id: level.id,
        title: level.title,
        description: level.description ?? '',
        points: level.points,
      })),
    })),
    attempts,
    counts,
    outOf: maximumOf(row) / 100,
  }
}

export function namesOf(people: readonly PersonRow[]): ReadonlyMap<string, string> {
  return new Map(
    people.map(({ _id, fullName, username }) => [_id.toHexString(), fullName || (username ?? '')]),
  )
}

type Names = ReadonlyMap<string, string>

function toWork(row: SubmissionRow, names: Names): Work {
  const { returned } = row
  return {
    id: row._id.toHexString(),
    attempt: row.attempt,
    version: row.version,
    text: row.text ?? '',
    link: row.link ?? '',
    files: row.files.map(({ upload, name, sizeBytes }) => ({
      uploadId: upload.toHexString(),
      name,
      sizeBytes,
      href: `/api/submissions/${row._id.toHexString()}/files/${upload.toHexString()}`,
    })),
    savedAt: row.savedAt.toISOString(),
    submittedAt: row.submittedAt?.toISOString() ?? null,
    daysLate: row.daysLate,
    returned: returned
      ? { comment: returned.comment, at: returned.at.toISOString(), by: nameOf(names, returned.by) }
      : null,
  }
}

function toGradeView(row: SubmissionRow, names: Names): GradeView | null {
  const { grade } = row
  if (!grade) return null
  return {
    choices: Object.fromEntries(grade.choices.map(({ criterion, level }) => [criterion, level])),
    points: grade.points / 100,
    score: grade.score / 100,
    outOf: grade.outOf / 100,
    isPassed: grade.isPassed,
    comment: grade.comment ?? '',
    at: grade.at.toISOString(),
    by: nameOf(names, grade.by),
  }
}

const LEARNERS_WORD = {
  draft: 'draft',
  submitted: 'waiting',
  held: 'waiting',
  returned: 'returned',
  released: 'graded',
} as const satisfies Record<SubmissionState, LearnerWork['state']>

/** Nothing of a held grade goes out: not the points, not that it is there, not when it was given. */
export function toLearnerWork(row: SubmissionRow, names: Names): LearnerWork {
  const isReleased = row.state === 'released'
  return {
    ...toWork(row, names),
    // The version counts the acts of teachers too, which would tell of a held grade.
    version: row.state === 'draft' ? row.version : 0,
    state: LEARNERS_WORD[row.state],
    grade: isReleased ? toGradeView(row, names) : null,
  }
}

export function toTeacherWork(row: SubmissionRow, names: Names): TeacherWork {
  return { ...toWork(row, names), state: row.state, grade: toGradeView(row, names) }
}

/**
 * A change of a grade as its learner may read it, or nothing: what belongs to a released grade or to no attempt; of work
 * that was sent back, that it was, and nothing of a grade it had.
 *
 * @param state of the attempt that it belongs to; null where it belongs to none, undefined where that is gone
 */
export function toLearnersEntry<Entry extends Pick<LogRow, 'act' | 'before'>>(
  entry: Entry,
  state: SubmissionState | null | undefined,
): Entry[] {
  if (entry.act === 'returned') return [{ ...entry, before: null }]
  return state === null || state === 'released' ? [entry] : []
}

export function toTrailEntry(row: LogRow, names: Names): TrailEntry {
  const points = (hundredths: number | null | undefined) => (hundredths == null ? null : hundredths / 100)
  return {
    id: row._id.toHexString(),
    act: row.act,
    attempt: row.attempt ?? null,
    before: points(row.before),
    after: points(row.after),
    outOf: points(row.outOf),
    reason: row.reason ?? '',
    by: row.by ? nameOf(names, row.by) : null,
    at: row.at.toISOString(),
  }
}

function nameOf(names: Names, id: Id | null | undefined): string | null {
  return (id && names.get(id.toHexString())) ?? null
}
