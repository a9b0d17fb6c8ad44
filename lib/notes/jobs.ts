import 'server-only'
import { accountErased } from '@/lib/accounts/events'
import { subscribe } from '@/lib/platform/jobs/events'
import { progressErased } from '@/lib/progress/events'
import { eraseNotes, eraseNotesOfCourse } from './commands'

export const eraseNotesOfAccount = subscribe(
  accountErased,
  'notes.eraseNotesOfAccount',
  (payload, { viewer }) => eraseNotes(viewer, payload),
)

export const eraseNotesWithProgress = subscribe(
  progressErased,
  'notes.eraseNotesWithProgress',
  (payload, { viewer }) => eraseNotesOfCourse(viewer, payload),
)
