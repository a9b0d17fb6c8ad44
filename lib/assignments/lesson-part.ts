import { registerLessonPart, type LessonPart } from '@/lib/courses/lesson-parts'
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
}

export function registerAssignments(): void {
  registerLessonPart(assignmentPart)
}
