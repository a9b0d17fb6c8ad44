'use server'

import { viewerKey } from '@/lib/platform/auth/viewer'
import { action } from '@/lib/platform/forms/action'
import { limit } from '@/lib/platform/http/rate-limit'
import { saveAssignment } from './commands/authoring'
import { saveGradeRules } from './commands/book-rules'
import { SaveAssignment, SaveGradeRules } from './schema'

export const saveAssignmentAction = action(SaveAssignment, async (viewer, input) => {
  await limit('write', viewerKey(viewer))
  return saveAssignment(viewer, input)
})

export const saveGradeRulesAction = action(SaveGradeRules, async (viewer, input) => {
  await limit('write', viewerKey(viewer))
  return saveGradeRules(viewer, input)
})
