'use client'

import type { ReactNode } from 'react'
import { Form } from '@/components/forms/form'
import { SecretNotice, type SecretTexts } from '@/components/ui/secret-notice'
import { createApiTokenAction } from '@/lib/accounts/actions/tokens'

interface TokenFormProps {
  label: string
  texts: SecretTexts
  children: ReactNode
}

const newToken = () => import('@/lib/accounts/schema').then((module) => module.NewApiToken)

/** Makes a personal access token and shows it, once. */
export function TokenForm({ label, texts, children }: TokenFormProps) {
  return (
    <Form
      action={createApiTokenAction}
      schema={newToken}
      label={label}
      defaultValues={{ days: '30' }}
      isClearedWhenDone
      afterDone={({ token }) => <SecretNotice secret={token} texts={texts} />}
    >
      {children}
    </Form>
  )
}
