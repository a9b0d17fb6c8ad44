'use client'

import type { ReactNode } from 'react'
import { Form } from '@/components/forms/form'
import { chooseNotificationsAction } from '@/lib/notifications/actions'

interface NotifyFormProps {
  defaultValues: Readonly<Record<string, string>>
  doneMessage: string
  children: ReactNode
}

const schema = () => import('@/lib/notifications/schema').then((module) => module.NotifyChange)

export function NotifyForm(props: NotifyFormProps) {
  return <Form action={chooseNotificationsAction} schema={schema} {...props} />
}
