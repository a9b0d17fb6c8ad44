'use client'

import type { ComponentProps, FormEvent } from 'react'

interface CatalogueFormProps extends Omit<ComponentProps<'form'>, 'action' | 'method' | 'onSubmit'> {
  action: string
  label: string
}

/** A form that leaves what is empty or goes without saying out of the address it opens. */
export function CatalogueForm({ label, ...rest }: CatalogueFormProps) {
  return <form role="search" aria-label={label} onSubmit={leaveOutEmptyFields} {...rest} />
}

function leaveOutEmptyFields(event: FormEvent<HTMLFormElement>) {
  const form = event.currentTarget
  const empty = [...form.elements].filter(
    (field): field is HTMLInputElement | HTMLSelectElement =>
      (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) &&
      (field.value.trim() === '' || (field.name === 'sort' && field.value === 'newest')),
  )
  for (const field of empty) field.disabled = true
  // The address is read off the form right after this; coming back to the page, the fields can be used again.
  setTimeout(() => {
    for (const field of empty) field.disabled = false
  })
}
