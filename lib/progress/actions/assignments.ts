'use server'

import { SaveDraft } from '@/lib/assignments/schema'
import { viewerKey } from '@/lib/platform/auth/viewer'
import { action } from '@/lib/platform/forms/action'
import { limit } from '@/lib/platform/http/rate-limit'
import { handInAssignment } from '../commands/assignment'

export const handInAction = action(SaveDraft, async (viewer, input) => {
  await limit('write', viewerKey(viewer))
  return handInAssignment(viewer, input)
})
