import type { LessonRelease } from '@/lib/courses/dto'
import { opensFor, type Accommodations } from '@/lib/quizzes/dto/accommodations'

type Lesson = { id: string; isPreview: boolean; release: LessonRelease | null }
type Learner = {
  enrolledAt: Date
  doneLessonIds: ReadonlySet<string>
  /** What was opened before stays open, whatever the rule says by now. */
  startedLessonIds?: ReadonlySet<string>
  /** With later dates, what opens on a date opens as much later. */
  given: Pick<Accommodations, 'laterDays' | 'laterFrom'>
  moment: Date
}
export type Opening = { isOpen: true } | ({ isOpen: false } & ShutLesson)
/** `opensAt` is null where no clock but a lesson opens it. */
export type ShutLesson = { opensAt: Date | null; afterLessonId: string | null }

const DAY_MS = 24 * 60 * 60 * 1000
const OPEN: Opening = { isOpen: true }

/**
 * Whether a lesson is open for a learner, else what opens it. Previews are open to everybody; what a learner has begun
 * or done stays open for them. Days count from the first enrolment, leaving and coming back change nothing; they are the
 * learner's own, so later dates do not move them. Of a whole course ask `openingsOf`, which leaves out the rules that could
 * never open.
 */
export function openingOf(lesson: Lesson, learner: Learner): Opening {
  const { id, isPreview, release } = lesson
  const isBegun = learner.doneLessonIds.has(id) || learner.startedLessonIds?.has(id) === true
  if (release === null || isPreview || isBegun) return OPEN
  if (release.rule === 'afterLesson') {
    const { lessonId } = release
    const isMet = lessonId === null || learner.doneLessonIds.has(lessonId)
    return isMet ? OPEN : { isOpen: false, opensAt: null, afterLessonId: lessonId }
  }
  const opensAt =
    release.rule === 'onDate'
      ? release.at && opensFor(release.at, learner.given)
      : new Date(learner.enrolledAt.getTime() + (release.days ?? 0) * DAY_MS)
  return opensAt === null || learner.moment >= opensAt
    ? OPEN
    : { isOpen: false, opensAt, afterLessonId: null }
}

/** The lessons of a course that are still shut for a learner, by id. */
export function openingsOf(lessons: readonly Lesson[], learner: Learner): Record<string, ShutLesson> {
  const byId = new Map(lessons.map((lesson) => [lesson.id, lesson]))
  return Object.fromEntries(
    lessons.flatMap((lesson) => {
      const opening = openingOf(isUnmeetable(lesson, byId) ? { ...lesson, release: null } : lesson, learner)
      if (opening.isOpen) return []
      const { opensAt, afterLessonId } = opening
      return [[lesson.id, { opensAt, afterLessonId }]]
    }),
  )
}

/**
 * A rule nobody could meet does not hold: the lesson it names has left the course, or waits, by way of others, for this
 * one. So a mistake of the teacher can never lock a course for ever.
 */
function isUnmeetable(lesson: Lesson, byId: ReadonlyMap<string, Lesson>): boolean {
  let next = nextOf(lesson)
  if (next === null) return false
  if (!byId.has(next)) return true
  for (let steps = 0; next !== null && steps < byId.size; steps += 1) {
    if (next === lesson.id) return true
    const named = byId.get(next)
    next = named === undefined ? null : nextOf(named)
  }
  return false
}

/** The lesson that this one waits for; a preview waits for none. */
function nextOf({ isPreview, release }: Lesson): string | null {
  return isPreview || release?.rule !== 'afterLesson' ? null : release.lessonId
}
