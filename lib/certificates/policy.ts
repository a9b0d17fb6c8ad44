import { isAdmin, type Viewer } from '@/lib/platform/auth/viewer'

/** Admins search all certificates, revoke and restore them. */
export function canManageCertificates(viewer: Viewer): boolean {
  return viewer.kind === 'system' || isAdmin(viewer)
}
