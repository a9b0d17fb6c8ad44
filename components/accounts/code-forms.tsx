'use client'

import type { ReactNode } from 'react'
import { Form } from '@/components/forms/form'
import { confirmEmailChangeAction } from '@/lib/accounts/actions/settings'
import { verifyEmailAction } from '@/lib/accounts/actions/verification'

const schema = () => import('@/lib/accounts/schema').then((module) => module.CodeEntry)

export function VerifyEmailForm({ children }: { children: ReactNode }) {
  return (
    <Form action={verifyEmailAction} schema={schema}>
      {children}
    </Form>
  )
}

export function ConfirmEmailChangeForm({ children }: { children: ReactNode }) {
  return (
    <Form action={confirmEmailChangeAction} schema={schema}>
      {children}
    </Form>
  )
}
