type Lesson = { id: string; isRequired: boolean }

/**
 * Percent of a course that is done: completed required lessons of all required ones (of all lessons where none is
 * required), rounded down, so that 100 means every one of them.
 */
export function percentOf(lessons: readonly Lesson[], completed: ReadonlySet<string>): number {
  const counted = countedLessons(lessons)
  return percentOfCount(counted.filter((lesson) => completed.has(lesson.id)).length, counted.length)
}

/** The same of numbers: so many done of so many that count. */
export function percentOfCount(done: number, counted: number): number {
  return counted === 0 ? 0 : Math.floor((100 * done) / counted)
}

/** The lessons that a course's percent is made of. */
export function countedLessons<T extends Lesson>(lessons: readonly T[]): readonly T[] {
  const required = lessons.filter((lesson) => lesson.isRequired)
  return required.length > 0 ? required : lessons
}

/**
 * Where to go on: the lesson last opened while it is not done, else the first open one after it, else the first open
 * one at all; null when everything is done.
 */
export function lessonToContinue<T extends Lesson>(
  lessons: readonly T[],
  completed: ReadonlySet<string>,
  lastLessonId: string | null,
): T | null {
  const start = Math.max(
    lessons.findIndex((lesson) => lesson.id === lastLessonId),
    0,
  )
  const inOrder = [...lessons.slice(start), ...lessons.slice(0, start)]
  return inOrder.find((lesson) => !completed.has(lesson.id)) ?? null
}
