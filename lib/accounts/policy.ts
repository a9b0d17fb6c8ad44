import { isAdmin, isMember, type Viewer } from '@/lib/platform/auth/viewer'

/** Who may decide on applications, suspend and let back in; never about themselves. */
export function canDecideOnAccount(viewer: Viewer, userId: string): boolean {
  if (viewer.kind === 'system') return true
  return isAdmin(viewer) && isMember(viewer) && viewer.userId !== userId
}

export function canSeeApplications(viewer: Viewer): boolean {
  return viewer.kind === 'system' || isAdmin(viewer)
}

/** An account is made for oneself, signed out; the house makes one for its demo and its first admin. */
export function canRegister(viewer: Viewer): boolean {
  return viewer.kind === 'visitor' || viewer.kind === 'system'
}

/** A student may ask to teach, an instructor who was returned may ask again. */
export function canApplyToTeach(person: {
  role: string
  approved: boolean
  application?: { status: string } | null
}): boolean {
  if (person.role === 'admin' || person.approved) return false
  return person.role === 'student' || person.application?.status !== 'waiting'
}
