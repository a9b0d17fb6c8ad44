'use server'

import { action } from '@/lib/platform/forms/action'
import { changePassword, resetPassword } from '../commands/password'
import { requestPasswordReset } from '../commands/reset-request'
import { PasswordChange, PasswordReset, PasswordResetRequest } from '../schema'

export const requestPasswordResetAction = action(PasswordResetRequest, requestPasswordReset, {
  refresh: false,
})

export const resetPasswordAction = action(PasswordReset, resetPassword, {
  redirectTo: () => '/login?done=password',
})

export const changePasswordAction = action(PasswordChange, changePassword)
