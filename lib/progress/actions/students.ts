'use server'

import { action } from '@/lib/platform/forms/action'
import { viewerKey } from '@/lib/platform/auth/viewer'
import { limit } from '@/lib/platform/http/rate-limit'
import { accommodate } from '@/lib/quizzes/commands/accommodations'
import { Accommodate } from '@/lib/quizzes/schema/taking'
import { readmitStudent, removeStudent } from '../commands/removing'
import { CourseStudent, RemoveStudent } from '../student-schema'

/** Leads to the list, where it can be undone. */
export const removeStudentAction = action(
  RemoveStudent,
  async (viewer, input) => {
    await limit('write', viewerKey(viewer))
    await removeStudent(viewer, input)
    return input
  },
  { redirectTo: ({ courseId, userId }) => `/instructor/courses/${courseId}/students?removed=${userId}` },
)

export const readmitStudentAction = action(
  CourseStudent,
  async (viewer, input) => {
    await limit('write', viewerKey(viewer))
    await readmitStudent(viewer, input)
    return input
  },
  { redirectTo: ({ courseId }) => `/instructor/courses/${courseId}/students` },
)

export const accommodateAction = action(Accommodate, async (viewer, input) => {
  await limit('write', viewerKey(viewer))
  await accommodate(viewer, input)
})
