'use client'

import type { ReactNode } from 'react'
import { Form } from '@/components/forms/form'
import {
  changeUsernameAction,
  requestEmailChangeAction,
  updatePreferencesAction,
  updateProfileAction,
} from '@/lib/accounts/actions/settings'
import { writeTheme } from '@/components/layout/theme'

interface SettingsFormProps {
  defaultValues?: Readonly<Record<string, string>>
  doneMessage?: string
  children: ReactNode
}

const profile = () => import('@/lib/accounts/schema').then((module) => module.ProfileChange)
const username = () => import('@/lib/accounts/schema').then((module) => module.UsernameChange)
const email = () => import('@/lib/accounts/schema').then((module) => module.EmailChange)
const preferences = () => import('@/lib/accounts/schema').then((module) => module.PreferencesChange)

export function ProfileForm(props: SettingsFormProps) {
  return <Form action={updateProfileAction} schema={profile} {...props} />
}

export function UsernameForm(props: SettingsFormProps) {
  return <Form action={changeUsernameAction} schema={username} {...props} />
}

export function EmailForm(props: SettingsFormProps) {
  return <Form action={requestEmailChangeAction} schema={email} isClearedWhenDone {...props} />
}

/** What was chosen is seen at once: the server's cookie colours only the pages to come. */
export function PreferencesForm(props: SettingsFormProps) {
  return (
    <Form
      action={updatePreferencesAction}
      schema={preferences}
      onDone={({ theme }) => writeTheme(theme)}
      {...props}
    />
  )
}
