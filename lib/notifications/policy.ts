import { forbidden } from '@/lib/platform/errors'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'

/** A person's notifications are their own: nobody else reads or changes them, an admin neither. */
export function whoseNotifications(viewer: Viewer): string {
  return requireMember(viewer).userId
}

/** They are written by the house alone, when something has happened. */
export function requireHouse(viewer: Viewer): void {
  if (viewer.kind !== 'system') throw forbidden()
}
