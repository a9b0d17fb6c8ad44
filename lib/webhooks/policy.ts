import { requireAdmin, type Viewer } from '@/lib/platform/auth/viewer'
import { forbidden } from '@/lib/platform/errors'

/** Endpoints hear of everybody's enrolments, so admins alone make, see and change them. */
export function requireWebhookAdmin(viewer: Viewer): void {
  requireAdmin(viewer)
}

/** What happened is announced and delivered by the house alone. */
export function requireHouse(viewer: Viewer): void {
  if (viewer.kind !== 'system') throw forbidden()
}
