'use server'

import { action } from '@/lib/platform/forms/action'
import { resendCode, verifyEmail } from '../commands/verification'
import { safeNextPath } from '../next-path'
import { CodeEntry, Nothing } from '../schema'

export const verifyEmailAction = action(
  CodeEntry,
  async (viewer, input) => {
    await verifyEmail(viewer, input)
    return { next: safeNextPath(input.next) }
  },
  { redirectTo: ({ next }) => next ?? '/dashboard' },
)

export const resendCodeAction = action(Nothing, resendCode, { refresh: false })
