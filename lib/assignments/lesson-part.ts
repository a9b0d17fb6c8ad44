import { registerCourseArchive } from '@/lib/courses/lesson-archive'
import { registerLessonPart, type LessonPart } from '@/lib/courses/lesson-parts'
import { assignmentArchive } from './archive/assignments'
import { bookArchive } from './archive/book'
import { copyAssignments, publishAssignments, removeAssignments } from './commands/authoring'
import { changedAssignments, differencesOfAssignments, missingOfAssignments } from './queries/authoring'

/** What courses do with the assignments of their lessons without knowing them. */
const assignmentPart: LessonPart = {
  type: 'assignment',
  missing: missingOfAssignments,
  changed: changedAssignments,
  differences: differencesOfAssignments,
  publish: publishAssignments,
  copy: copyAssignments,
  remove: removeAssignments,
  archive: assignmentArchive,
}

export function registerAssignments(): void {
  registerLessonPart(assignmentPart)
  registerCourseArchive(bookArchive)
}
