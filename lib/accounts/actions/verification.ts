'use server'

import { isMember } from '@/lib/platform/auth/viewer'
import { action } from '@/lib/platform/forms/action'
import { resendCode, verifyEmail } from '../commands/verification'
import { safeNextPath } from '../next-path'
import { CodeEntry, Nothing } from '../schema'

export const verifyEmailAction = action(
  CodeEntry,
  async (viewer, input) => {
    await verifyEmail(viewer, input)
    // Who wants to teach reads there how their application stands.
    const home = isMember(viewer) && viewer.role === 'instructor' ? '/instructor' : '/dashboard'
    return { next: safeNextPath(input.next) ?? home }
  },
  { redirectTo: ({ next }) => next },
)

export const resendCodeAction = action(Nothing, resendCode, { refresh: false })
