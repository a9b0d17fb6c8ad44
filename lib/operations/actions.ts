'use server'

import { cookies } from 'next/headers'
import { FAREWELL_COOKIE } from '@/lib/accounts/constants'
import { AccountErasure } from '@/lib/accounts/schema'
import { forgetCookie } from '@/lib/platform/auth/session'
import { action } from '@/lib/platform/forms/action'
import { deleteAccount, retryJob } from './commands'
import { JobReference } from './schema'

export const retryJobAction = action(JobReference, retryJob)

export const deleteAccountAction = action(
  AccountErasure,
  async (viewer, input) => {
    const erased = await deleteAccount(viewer, input)
    await forgetCookie()
    const jar = await cookies()
    jar.set(FAREWELL_COOKIE, '1', { path: '/', sameSite: 'lax', httpOnly: true, maxAge: 60 })
    return erased
  },
  { redirectTo: () => '/?farewell=1' },
)
