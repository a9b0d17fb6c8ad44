import type { BookColumn } from '@/lib/assignments/dto/book'
import { lessonsOf } from '@/lib/courses/dto'
import { laterFor, opensFor } from '@/lib/quizzes/dto/accommodations'
import { OWN_DATES } from './constants'
import type { CourseHome } from './dto'

/** A date to come as it is for one learner. */
export type OwnDate = {
  /** A lesson opens, work is due, or the course ends: nothing is handed in any more. */
  kind: 'opens' | 'due' | 'ends'
  lesson: { id: string; title: string } | null
  at: Date
  /** When it is for others; null where that is the same. */
  everybodysAt: Date | null
}

/** The dates of a course that are still to come for its learner, the next ones first; at most `OWN_DATES`. */
export function ownDatesOf(
  { course, learner: { given } }: Pick<CourseHome, 'course' | 'learner'>,
  { columns, moment }: { columns: readonly Pick<BookColumn, 'id' | 'title' | 'dueAt'>[]; moment: Date },
): OwnDate[] {
  const dated = (
    kind: OwnDate['kind'],
    lesson: OwnDate['lesson'],
    dates: { all: Date; own: Date },
  ): OwnDate => ({
    ...{ kind, lesson, at: dates.own },
    everybodysAt: dates.own.getTime() === dates.all.getTime() ? null : dates.all,
  })
  const openings = lessonsOf(course.outline).flatMap(({ id, title, release, isPreview }) => {
    const all = release?.rule === 'onDate' && !isPreview ? release.at : null
    return all === null ? [] : [dated('opens', { id, title }, { all, own: opensFor(all, given) })]
  })
  const dues = columns.flatMap(({ id, title, dueAt: all }) =>
    all === null ? [] : [dated('due', { id, title }, { all, own: laterFor(all, given) })],
  )
  const { endDate: all } = course
  const end = all === null ? [] : [dated('ends', null, { all, own: laterFor(all, given) })]
  return [...openings, ...dues, ...end]
    .filter(({ at }) => at > moment)
    .toSorted((one, other) => one.at.getTime() - other.at.getTime())
    .slice(0, OWN_DATES)
}
