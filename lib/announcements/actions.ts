'use server'

import { action } from '@/lib/platform/forms/action'
import { viewerKey } from '@/lib/platform/auth/viewer'
import { limit } from '@/lib/platform/http/rate-limit'
import { changeAnnouncement, deleteAnnouncement, publishAnnouncement } from './commands/writing'
import { AnnouncementChange, AnnouncementReference, NewAnnouncement } from './schema'

const listOf = ({ courseId }: { courseId: string }) => `/instructor/courses/${courseId}/announcements`

export const publishAnnouncementAction = action(
  NewAnnouncement,
  async (viewer, input) => {
    await limit('announce', viewerKey(viewer))
    return publishAnnouncement(viewer, input)
  },
  { redirectTo: listOf },
)

export const changeAnnouncementAction = action(
  AnnouncementChange,
  async (viewer, input) => {
    await limit('write', viewerKey(viewer))
    return changeAnnouncement(viewer, input)
  },
  { redirectTo: listOf },
)

export const deleteAnnouncementAction = action(
  AnnouncementReference,
  async (viewer, input) => {
    await limit('write', viewerKey(viewer))
    return deleteAnnouncement(viewer, input)
  },
  { redirectTo: listOf },
)
