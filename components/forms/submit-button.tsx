'use client'

import type { ComponentProps } from 'react'
import { Button } from '@/components/ui/button'
import { useFormState } from './form-context'

/** Stays enabled, so that it can be reached and says why it does not go on; while it is under way it shows that. */
export function SubmitButton({
  variant = 'primary',
  ...rest
}: Omit<ComponentProps<typeof Button>, 'type' | 'isPending'>) {
  const { isPending } = useFormState()
  return <Button type="submit" variant={variant} isPending={isPending} {...rest} />
}
