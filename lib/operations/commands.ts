import 'server-only'
import { eraseAccount } from '@/lib/accounts/commands/erasure'
import { REASONS } from '@/lib/accounts/constants'
import type { AccountErasure } from '@/lib/accounts/schema'
import { listCoursesOnHand } from '@/lib/courses/queries/teaching'
import { requireAdmin, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { AppError } from '@/lib/platform/errors'
import { Job } from '@/models/job'
import type { JobReference } from './schema'

/** Gives a dead job its tries back. For admins; two at once revive it once. */
export async function retryJob(viewer: Viewer, { jobId }: JobReference): Promise<{ jobId: string }> {
  requireAdmin(viewer)
  const { matchedCount } = await Job.updateOne(
    { _id: toObjectId(jobId), state: 'dead' },
    {
      $set: { state: 'waiting', attempts: 0, dueAt: now() },
      $unset: { finishedAt: 1, deleteAt: 1, lease: 1 },
    },
  )
  if (matchedCount !== 1)
    throw new AppError('conflict', 'The job is not dead any more.', { reason: 'job.not_dead' })
  return { jobId }
}

/** Deletes the viewer's account, unless somebody still needs them as a teacher. */
export async function deleteAccount(viewer: Viewer, input: AccountErasure): Promise<{ username: string }> {
  const coursesOnHand = await listCoursesOnHand(viewer)
  if (coursesOnHand.length > 0)
    throw new AppError('conflict', 'The courses need a teacher.', { reason: REASONS.teachesCourses })
  return eraseAccount(viewer, input)
}
