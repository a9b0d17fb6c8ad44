import { z } from 'zod'
import { defineEvent } from '@/lib/platform/jobs/events'
import { objectId } from '@/lib/utils/object-id'

/** A teacher has written to learners of a course: each of them is told once. */
export const announcementPublished = defineEvent(
  'announcements.published',
  z.object({ announcementId: objectId }),
)
