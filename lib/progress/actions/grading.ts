'use server'

import { findSubmissionNow } from '@/lib/assignments/queries/submission'
import type { GradedNow } from '@/lib/assignments/dto'
import {
  GradeSubmission,
  LessonReference,
  OverrideGrade,
  ReleaseGrade,
  ReturnSubmission,
} from '@/lib/assignments/schema'
import { viewerKey, type Viewer } from '@/lib/platform/auth/viewer'
import { AppError } from '@/lib/platform/errors'
import { action } from '@/lib/platform/forms/action'
import { limit } from '@/lib/platform/http/rate-limit'
import {
  gradeSubmission,
  overrideGrade,
  releaseGrade,
  releaseGradesOfLesson,
  returnSubmission,
} from '../commands/grading'

/** What two graders see when they meet: who did what, so that the second can choose. */
export type GradingOutcome = { conflict: GradedNow | null }

export const gradeSubmissionAction = action(GradeSubmission, (viewer, input) =>
  orConflict(viewer, input.submissionId, () => gradeSubmission(viewer, input)),
)

export const releaseGradeAction = action(ReleaseGrade, (viewer, input) =>
  orConflict(viewer, input.submissionId, () => releaseGrade(viewer, input)),
)

export const returnSubmissionAction = action(ReturnSubmission, (viewer, input) =>
  orConflict(viewer, input.submissionId, () => returnSubmission(viewer, input)),
)

export const releaseGradesOfLessonAction = action(LessonReference, async (viewer, input) => {
  await limit('write', viewerKey(viewer))
  return releaseGradesOfLesson(viewer, input)
})

export const overrideGradeAction = action(OverrideGrade, async (viewer, input) => {
  await limit('write', viewerKey(viewer))
  await overrideGrade(viewer, input)
})

async function orConflict(
  viewer: Viewer,
  submissionId: string,
  run: () => Promise<unknown>,
): Promise<GradingOutcome> {
  await limit('write', viewerKey(viewer))
  try {
    await run()
    return { conflict: null }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'precondition') throw error
    return { conflict: await findSubmissionNow(viewer, { submissionId }) }
  }
}
