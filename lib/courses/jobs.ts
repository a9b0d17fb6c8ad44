import 'server-only'
import { accountErased } from '@/lib/accounts/events'
import { subscribe } from '@/lib/platform/jobs/events'
import { releaseCourses } from './commands/releasing'

export const releaseErasedInstructor = subscribe(
  accountErased,
  'courses.releaseErasedInstructor',
  (payload, { viewer }) => releaseCourses(viewer, payload),
)
