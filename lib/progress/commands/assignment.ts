import 'server-only'
import {
  addDraftFile,
  removeDraftFile,
  requireRoomForFile,
  saveDraft,
  type HeldPlace,
  type SavedDraft,
} from '@/lib/assignments/commands/drafts'
import { handIn, type HandedIn } from '@/lib/assignments/commands/handing-in'
import { ASSIGNMENT_REASONS } from '@/lib/assignments/constants'
import type { LessonReference, SaveDraft, SubmissionFile } from '@/lib/assignments/schema'
import { forgetSubmissionFiles, keepSubmissionFile } from '@/lib/media/commands/submission-files'
import { requireMember, requireVerified, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { AppError, notFound } from '@/lib/platform/errors'
import { laterFor } from '@/lib/quizzes/dto/accommodations'
import { readAccommodations } from '@/lib/quizzes/queries/accommodations'
import { Course } from '@/models/course'
import { recordActivity } from './activity'
import { changeLesson, type HeldLesson } from './held-lesson'

/*
 * What learners do at an assignment: where the lesson is open to them, in one transaction that holds their enrollment.
 */

/** Keeps what the viewer has written so far. See `saveDraft` of lib/assignments for what is refused. */
export function saveAssignmentDraft(viewer: Viewer, { lessonId, ...words }: SaveDraft): Promise<SavedDraft> {
  return changeAssignment(viewer, lessonId, (place) => saveDraft(viewer, { ...place, words }))
}

/**
 * Hands the viewer's attempt in. See `handIn` of lib/assignments.
 *
 * @throws conflict (`assignment.course_over`) once the course is over, days of grace included
 */
export function handInAssignment(viewer: Viewer, { lessonId, ...words }: SaveDraft): Promise<HandedIn> {
  return changeAssignment(viewer, lessonId, async (place, held) => {
    const handedIn = await handIn(viewer, { ...place, words })
    await recordActivity(held.member)
    return handedIn
  })
}

/**
 * Adds a file to the viewer's draft while its bytes come in.
 *
 * @param file `bytes` is read once; more than `SUBMISSION_MAX_BYTES` are refused on the way
 * @throws forbidden (`account.unverified`), too_large, media_type; conflict (`assignment.too_many_files`, …)
 */
export async function addAssignmentFile(
  viewer: Viewer,
  { lessonId, ...file }: LessonReference & { name: string; bytes: AsyncIterable<Uint8Array> },
): Promise<SavedDraft & { uploadId: string; name: string; sizeBytes: number }> {
  requireVerified(viewer)
  await changeAssignment(viewer, lessonId, (place) => requireRoomForFile(viewer, place))
  const kept = await keepSubmissionFile(viewer, file)
  try {
    const saved = await changeAssignment(viewer, lessonId, (place) =>
      addDraftFile(viewer, { ...place, file: kept }),
    )
    const { uploadId, name, sizeBytes } = kept
    return { ...saved, uploadId, name, sizeBytes }
  } catch (error) {
    await forgetSubmissionFiles(viewer, { uploadIds: [kept.uploadId] })
    throw error
  }
}

/** Takes a file out of the viewer's draft; what nothing names any more is forgotten. */
export async function removeAssignmentFile(
  viewer: Viewer,
  { lessonId, uploadId }: SubmissionFile,
): Promise<void> {
  const isUnused = await changeAssignment(viewer, lessonId, (place) =>
    removeDraftFile(viewer, { ...place, uploadId }),
  )
  if (isUnused) await forgetSubmissionFiles(viewer, { uploadIds: [uploadId] })
}

function changeAssignment<T>(
  viewer: Viewer,
  lessonId: string,
  change: (place: HeldPlace, held: HeldLesson) => Promise<T>,
): Promise<T> {
  return changeLesson(requireMember(viewer), lessonId, async (held) => {
    if (held.lesson.type !== 'assignment') throw notFound('There is no such assignment.')
    await requireCourseOpen(held)
    return change({ courseId: held.learner.course.toHexString(), lessonId }, held)
  })
}

/** After the end people go on reading, and hand nothing in. */
async function requireCourseOpen({ learner }: HeldLesson): Promise<void> {
  const course = await Course.findById(learner.course).select({ endDate: 1 }).lean()
  if (!course?.endDate) return
  if (now() < laterFor(course.endDate, await readAccommodations(learner))) return
  throw new AppError('conflict', 'This course is over.', { reason: ASSIGNMENT_REASONS.courseOver })
}
