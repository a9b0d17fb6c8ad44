'use client'

import type { ReactNode } from 'react'
import { Form } from '@/components/forms/form'
import { createWebhookAction, rotateWebhookSecretAction, updateWebhookAction } from '@/lib/webhooks/actions'
import { SecretNotice, type SecretTexts } from '@/components/ui/secret-notice'

interface SecretFormProps {
  label: string
  texts: SecretTexts
  children: ReactNode
}

/** Makes an endpoint and shows its secret, once. */
export function NewWebhookForm({ label, texts, children }: SecretFormProps) {
  return (
    <Form
      action={createWebhookAction}
      schema={() => import('@/lib/webhooks/schema').then(({ NewWebhook }) => NewWebhook)}
      label={label}
      isClearedWhenDone
      afterDone={({ secret }) => <SecretNotice secret={secret} texts={texts} />}
    >
      {children}
    </Form>
  )
}

/** Makes a new secret and shows it, once. */
export function RotateSecretForm({ label, texts, children }: SecretFormProps) {
  return (
    <Form
      action={rotateWebhookSecretAction}
      label={label}
      afterDone={({ secret }) => <SecretNotice secret={secret} texts={texts} />}
    >
      {children}
    </Form>
  )
}

interface WebhookFormProps {
  label: string
  defaultValues: Readonly<Record<string, string>>
  doneMessage: string
  children: ReactNode
}

export function WebhookForm({ label, defaultValues, doneMessage, children }: WebhookFormProps) {
  return (
    <Form
      action={updateWebhookAction}
      schema={() => import('@/lib/webhooks/schema').then(({ WebhookChange }) => WebhookChange)}
      label={label}
      defaultValues={defaultValues}
      doneMessage={doneMessage}
    >
      {children}
    </Form>
  )
}
