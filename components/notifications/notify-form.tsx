'use client'

import type { ReactNode } from 'react'
import { Form } from '@/components/forms/form'
import { chooseNotificationsAction } from '@/lib/notifications/actions'

interface NotifyFormProps {
  defaultValues: Readonly<Record<string, string>>
  doneMessage: string
  children: ReactNode
}

/** Nothing in it can be filled in wrongly, so no check travels to the browser; the server's is enough. */
export function NotifyForm(props: NotifyFormProps) {
  return <Form action={chooseNotificationsAction} {...props} />
}
