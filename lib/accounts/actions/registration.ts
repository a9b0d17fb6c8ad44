'use server'

import { headers } from 'next/headers'
import { deviceOf } from '@/lib/platform/auth/device'
import { startSignIn } from '@/lib/platform/auth/session'
import { AppError } from '@/lib/platform/errors'
import { action } from '@/lib/platform/forms/action'
import { registerAccount, registerWithIdentity } from '../commands/registration'
import { REASONS } from '../constants'
import { safeNextPath } from '../next-path'
import { ProviderRegistration, Registration } from '../schema'
import { forgetTicket, readTicket } from '../ticket'

/** Who registers is signed in at once: until the address is proven a person may read, enrol and learn. */
export const registerAction = action(
  Registration,
  async (viewer, input) => {
    const { userId } = await registerAccount(viewer, input)
    await startSignIn(userId, { device: deviceOf((await headers()).get('user-agent')) })
    return { next: safeNextPath(input.next) }
  },
  { redirectTo: ({ next }) => (next ? `/verify-email?next=${encodeURIComponent(next)}` : '/verify-email') },
)

/** The same for a person whom Google or GitHub vouched for; the sealed ticket says who. */
export const registerWithProviderAction = action(
  ProviderRegistration,
  async (viewer, input) => {
    const identity = await readTicket()
    if (!identity) throw new AppError('invalid', 'The ticket is gone.', { reason: REASONS.ticketSpent })
    const { userId } = await registerWithIdentity(viewer, { ...input, identity })
    await forgetTicket()
    await startSignIn(userId, { device: deviceOf((await headers()).get('user-agent')) })
    return { next: safeNextPath(input.next) }
  },
  { redirectTo: ({ next }) => next ?? '/dashboard' },
)
