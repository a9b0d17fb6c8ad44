import 'server-only'
import { accountErased } from '@/lib/accounts/events'
import { courseOutlineChanged } from '@/lib/courses/events'
import { subscribe } from '@/lib/platform/jobs/events'
import { eraseProgress } from './commands/erasing'
import { recountCourse } from './commands/recount'

export const recountAfterOutlineChange = subscribe(
  courseOutlineChanged,
  'progress.recountAfterOutlineChange',
  async (payload, { viewer }) => {
    await recountCourse(viewer, payload)
  },
)

export const eraseProgressOfAccount = subscribe(
  accountErased,
  'progress.eraseProgressOfAccount',
  (payload, { viewer }) => eraseProgress(viewer, payload),
)
