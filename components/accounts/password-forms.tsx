'use client'

import type { ReactNode } from 'react'
import { Form } from '@/components/forms/form'
import {
  changePasswordAction,
  requestPasswordResetAction,
  resetPasswordAction,
} from '@/lib/accounts/actions/password'

interface PasswordFormProps {
  doneMessage?: string
  children: ReactNode
}

const resetRequest = () => import('@/lib/accounts/schema').then((module) => module.PasswordResetRequest)
const reset = () => import('@/lib/accounts/schema').then((module) => module.PasswordReset)
const change = () => import('@/lib/accounts/schema').then((module) => module.PasswordChange)

export function ResetRequestForm(props: PasswordFormProps) {
  return <Form action={requestPasswordResetAction} schema={resetRequest} {...props} />
}

export function ResetPasswordForm(props: PasswordFormProps) {
  return <Form action={resetPasswordAction} schema={reset} {...props} />
}

export function ChangePasswordForm(props: PasswordFormProps) {
  return <Form action={changePasswordAction} schema={change} isClearedWhenDone {...props} />
}
