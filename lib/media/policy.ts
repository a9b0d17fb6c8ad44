import { isMember, requireVerified, type Viewer } from '@/lib/platform/auth/viewer'
import { AppError } from '@/lib/platform/errors'

/**
 * The house's own jobs and scripts, approved instructors and admins bring in what courses show; returns whose it will
 * be, or null for the house's own.
 */
export function requireUploader(viewer: Viewer): string | null {
  if (viewer.kind === 'system') return null
  const member = requireVerified(viewer)
  const mayTeach =
    isMember(viewer) && (member.role === 'admin' || (member.role === 'instructor' && member.isApproved))
  if (!mayTeach)
    throw new AppError('forbidden', 'Only instructors upload for courses.', {
      reason: 'account.not_approved',
    })
  return member.userId
}
