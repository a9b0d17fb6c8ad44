'use server'

import { viewerKey } from '@/lib/platform/auth/viewer'
import { action } from '@/lib/platform/forms/action'
import { limit } from '@/lib/platform/http/rate-limit'
import { applyRegrade, leaveGrades } from './commands/regrading'
import { ApplyRegrade } from './schema/regrading'
import { QuizLesson } from './schema/taking'

/** Grades all attempts of a quiz by what is published now, as the page has shown. */
export const applyRegradeAction = action(ApplyRegrade, async (viewer, input) => {
  await limit('write', viewerKey(viewer))
  return applyRegrade(viewer, input)
})

/** Leaves earlier attempts as they were graded. */
export const leaveGradesAction = action(QuizLesson, async (viewer, input) => {
  await limit('write', viewerKey(viewer))
  await leaveGrades(viewer, input)
})
