import 'server-only'
import { courseOutlineChanged } from '@/lib/courses/events'
import { subscribe } from '@/lib/platform/jobs/events'
import { recountCourse } from './commands/recount'

export const recountAfterOutlineChange = subscribe(
  courseOutlineChanged,
  'progress.recountAfterOutlineChange',
  async (payload, { viewer }) => {
    await recountCourse(viewer, payload)
  },
)
