import 'server-only'
import { LOG_ENTRIES } from '@/lib/assignments/constants'
import { toCells, type BookCell, type BookColumn } from '@/lib/assignments/dto/book'
import { readColumns, readRules, withWeights } from '@/lib/assignments/queries/book'
import { lessonsOf } from '@/lib/courses/dto'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import type { Accommodations } from '@/lib/quizzes/dto/accommodations'
import { Grade } from '@/models/grade'
import { Submission } from '@/models/submission'
import type { CourseHome } from '../dto'
import { ownDatesOf, type OwnDate } from '../own-dates'
import type { CourseTrailEntry } from '../trail-dto'
import { getCourseHome } from './learning'
import { readTrail } from './trail'

export type OwnGrades = {
  home: CourseHome
  items: (BookColumn & { cell: BookCell; isWaiting: boolean })[]
  /** Hundredths of a percent; null while nothing counts. */
  total: number | null
  missing: 'leftOut' | 'zero'
  dropLowest: number
  /** What the viewer gets beyond others, and the dates that are to come for them. */
  given: Accommodations
  dates: OwnDate[]
  /** What changed their grades and rights, newest first. */
  trail: CourseTrailEntry[]
}

/**
 * The viewer's own grades in a course they learn in; of grades that are held, nothing. Seven round trips, five of them at
 * once.
 */
export async function getOwnGrades(viewer: Viewer, { slug }: { slug: string }): Promise<OwnGrades> {
  const home = await getCourseHome(viewer, { slug })
  const { course } = home
  const own = { user: toObjectId(requireMember(viewer).userId), course: toObjectId(course.id) }
  const lessonIds = lessonsOf(course.outline).map(({ id }) => id)
  const since = home.learner.enrollment?.enrolledAt ?? now()
  const [read, rules, grades, open, trail] = await Promise.all([
    readColumns({ id: course.id, lessonIds }),
    readRules(own.course),
    Grade.find(own).select({ lesson: 1, score: 1, outOf: 1, isPassed: 1, override: 1 }).lean(),
    Submission.find({ ...own, state: { $in: ['submitted', 'held'] } })
      .select({ lesson: 1 })
      .limit(LOG_ENTRIES)
      .lean(),
    readTrail(own, { since, isForLearner: true }),
  ])
  const columns = withWeights(read, rules)
  const { percent, cells } = toCells({ grades, submissions: [] }, { columns, rules })
  const waiting = new Set(open.map(({ lesson }) => lesson.toHexString()))
  return {
    home,
    items: columns.flatMap((column) => {
      const cell = cells.get(column.id)
      return cell === undefined ? [] : [{ ...column, cell, isWaiting: waiting.has(column.id) }]
    }),
    total: percent,
    missing: rules.missing,
    dropLowest: rules.dropLowest,
    given: home.learner.given,
    dates: ownDatesOf(home, { columns, moment: now() }),
    trail,
  }
}
