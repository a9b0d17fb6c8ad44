import { registerLessonPart, type LessonPart } from '@/lib/courses/lesson-parts'
import { quizArchive } from './archive/bringing'
import { copyQuizzes, removeQuizzes } from './commands/copying'
import { publishQuizzes } from './commands/drafts'
import { changedQuizzes, differencesOfQuizzes, missingOfQuizzes } from './queries/checking'

/** What courses do with the quizzes of their lessons without knowing them. */
const quizPart: LessonPart = {
  type: 'quiz',
  missing: missingOfQuizzes,
  changed: changedQuizzes,
  differences: differencesOfQuizzes,
  publish: publishQuizzes,
  copy: copyQuizzes,
  remove: removeQuizzes,
  archive: quizArchive,
}

export function registerQuizzes(): void {
  registerLessonPart(quizPart)
}
