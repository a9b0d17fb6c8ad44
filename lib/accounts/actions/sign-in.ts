'use server'

import { cookies, headers } from 'next/headers'
import { deviceOf } from '@/lib/platform/auth/device'
import { endSignIn, forgetCookie, startSignIn } from '@/lib/platform/auth/session'
import { endSignInOf } from '@/lib/platform/auth/sign-ins'
import { isMember } from '@/lib/platform/auth/viewer'
import { action } from '@/lib/platform/forms/action'
import { authenticate } from '../commands/sign-in'
import { THEME_COOKIE } from '../constants'
import { safeNextPath } from '../next-path'
import { Nothing, SignIn } from '../schema'

const A_YEAR_SECONDS = 31_536_000

/** Signs in and goes on; whoever was signed in on this device before is signed out. */
export const signInAction = action(
  SignIn,
  async (viewer, input) => {
    const { userId, theme, provenAt } = await authenticate(viewer, input)
    if (isMember(viewer)) await endSignInOf(viewer.userId, viewer.signInId)
    await startSignIn(userId, { device: deviceOf((await headers()).get('user-agent')), provenAt })
    if (theme !== 'system') {
      const jar = await cookies()
      jar.set(THEME_COOKIE, theme, { path: '/', sameSite: 'lax', maxAge: A_YEAR_SECONDS })
    }
    return { next: safeNextPath(input.next) }
  },
  { redirectTo: ({ next }) => next ?? '/dashboard' },
)

export const signOutAction = action(
  Nothing,
  async (viewer) => {
    if (isMember(viewer)) await endSignIn(viewer)
    else await forgetCookie()
  },
  { redirectTo: () => '/' },
)
