import 'server-only'
import type { Types } from 'mongoose'
import { forgetSubmissionFiles } from '@/lib/media/commands/submission-files'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { afterCommit } from '@/lib/platform/db/transaction'
import { toObjectId } from '@/lib/platform/db/object-id'
import { forbidden } from '@/lib/platform/errors'
import { Grade } from '@/models/grade'
import { GradeLog } from '@/models/grade-log'
import { Submission } from '@/models/submission'

const ROWS_PER_STEP = 200

/** Erases what a person whose account is gone has handed in and how it was graded. */
export async function eraseSubmissions(viewer: Viewer, { userId }: { userId: string }): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  const user = toObjectId(userId)
  for (;;) {
    const rows = await Submission.find({ user }).select({ files: 1 }).limit(ROWS_PER_STEP).lean()
    const grades = await Grade.find({ user }).select({ _id: 1 }).limit(ROWS_PER_STEP).lean()
    const entries = await GradeLog.find({ user }).select({ _id: 1 }).limit(ROWS_PER_STEP).lean()
    await forgetSubmissionFiles(viewer, { uploadIds: uploadsOf(rows) })
    await Submission.deleteMany({ _id: { $in: idsOf(rows) } })
    await Grade.deleteMany({ _id: { $in: idsOf(grades) } })
    await GradeLog.deleteMany({ _id: { $in: idsOf(entries) } })
    const most = Math.max(rows.length, grades.length, entries.length)
    if (most < ROWS_PER_STEP) return
  }
}

/** The same of one course, in the transaction in which its learner leaves it and erases what they did. */
export async function eraseSubmissionsOfCourse(
  viewer: Viewer,
  { userId, courseId }: { userId: string; courseId: string },
): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  const learner = { user: toObjectId(userId), course: toObjectId(courseId) }
  const rows = await Submission.find(learner).select({ files: 1 }).lean()
  await Submission.deleteMany(learner)
  await Grade.deleteMany(learner)
  await GradeLog.deleteMany(learner)
  await afterCommit(() => forgetSubmissionFiles(viewer, { uploadIds: uploadsOf(rows) }))
}

function idsOf(rows: readonly { _id: Types.ObjectId }[]): Types.ObjectId[] {
  return rows.map(({ _id }) => _id)
}

function uploadsOf(rows: readonly { files: { upload: Types.ObjectId }[] }[]): string[] {
  return [...new Set(rows.flatMap(({ files }) => files.map(({ upload }) => upload.toHexString())))]
}
