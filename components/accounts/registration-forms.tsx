'use client'

import type { ReactNode } from 'react'
import { Form } from '@/components/forms/form'
import { registerAction, registerWithProviderAction } from '@/lib/accounts/actions/registration'

interface RegistrationFormProps {
  defaultValues: Readonly<Record<string, string>>
  children: ReactNode
}

const registration = () => import('@/lib/accounts/schema').then((module) => module.Registration)
const providerRegistration = () =>
  import('@/lib/accounts/schema').then((module) => module.ProviderRegistration)

export function RegistrationForm(props: RegistrationFormProps) {
  return <Form action={registerAction} schema={registration} {...props} />
}

/** For a person whom Google or GitHub vouched for: without address and password. */
export function ProviderRegistrationForm(props: RegistrationFormProps) {
  return <Form action={registerWithProviderAction} schema={providerRegistration} {...props} />
}
