import 'server-only'
import { accountErased } from '@/lib/accounts/events'
import { subscribe } from '@/lib/platform/jobs/events'
import { eraseSubmissions } from './commands/erasing'

export const eraseSubmissionsOfAccount = subscribe(
  accountErased,
  'assignments.eraseSubmissionsOfAccount',
  (payload, { viewer }) => eraseSubmissions(viewer, payload),
)
