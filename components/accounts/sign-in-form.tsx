'use client'

import type { ReactNode } from 'react'
import { Form } from '@/components/forms/form'
import { signInAction } from '@/lib/accounts/actions/sign-in'

const schema = () => import('@/lib/accounts/schema').then((module) => module.SignIn)

export function SignInForm({ children }: { children: ReactNode }) {
  return (
    <Form action={signInAction} schema={schema}>
      {children}
    </Form>
  )
}
