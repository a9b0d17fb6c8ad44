import 'server-only'
import { accountErased } from '@/lib/accounts/events'
import { subscribe } from '@/lib/platform/jobs/events'
import { eraseAnnouncements } from './commands/delivering'

export const eraseAnnouncementsOfAccount = subscribe(
  accountErased,
  'announcements.eraseAnnouncementsOfAccount',
  (payload, { viewer }) => eraseAnnouncements(viewer, payload),
)
