'use server'

import { cookies } from 'next/headers'
import { forgetCookie } from '@/lib/platform/auth/session'
import { requireMember } from '@/lib/platform/auth/viewer'
import { action } from '@/lib/platform/forms/action'
import { cancelEmailChange, confirmEmailChange, requestEmailChange } from '../commands/email'
import { requestErasureCode } from '../commands/erasure'
import { unlinkIdentity } from '../commands/identities'
import { updatePreferences, updateProfile } from '../commands/profile'
import { requestPasswordReset } from '../commands/reset-request'
import { endOtherSignIns, endOwnSignIn } from '../commands/sign-ins'
import { applyToTeach } from '../commands/standing'
import { changeUsername } from '../commands/username'
import { THEME_COOKIE } from '../constants'
import { getOwnAccount } from '../queries'
import {
  CodeEntry,
  EmailChange,
  IdentityReference,
  Nothing,
  PreferencesChange,
  ProfileChange,
  SignInReference,
  UsernameChange,
} from '../schema'

const A_YEAR_SECONDS = 31_536_000

export const updateProfileAction = action(ProfileChange, updateProfile)

export const updatePreferencesAction = action(PreferencesChange, async (viewer, input) => {
  const preferences = await updatePreferences(viewer, input)
  const isChosen = preferences.theme !== 'system'
  const jar = await cookies()
  jar.set(THEME_COOKIE, isChosen ? preferences.theme : '', {
    path: '/',
    sameSite: 'lax',
    maxAge: isChosen ? A_YEAR_SECONDS : 0,
  })
  return preferences
})

export const changeUsernameAction = action(UsernameChange, changeUsername)
export const requestEmailChangeAction = action(EmailChange, requestEmailChange)
export const confirmEmailChangeAction = action(CodeEntry, confirmEmailChange)
export const cancelEmailChangeAction = action(Nothing, cancelEmailChange)
export const requestErasureCodeAction = action(Nothing, requestErasureCode)
export const applyToTeachAction = action(Nothing, applyToTeach)
export const unlinkIdentityAction = action(IdentityReference, unlinkIdentity)
export const endOtherSignInsAction = action(Nothing, endOtherSignIns)

/** Ending the sign-in one is using is signing out. */
export const endSignInAction = action(SignInReference, async (viewer, input) => {
  const ended = await endOwnSignIn(viewer, input)
  if (ended.isCurrent) await forgetCookie()
  return ended
})

/** For who signs in through a provider and wants a password too: the mailed link is the one way to set a first one. */
export const requestOwnPasswordLinkAction = action(Nothing, async (viewer) => {
  requireMember(viewer)
  const { email } = await getOwnAccount(viewer)
  await requestPasswordReset(viewer, { email })
  return { email }
})
