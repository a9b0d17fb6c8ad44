'use client'

import { useEffect, useRef, type ComponentProps, type FormEvent } from 'react'

interface CatalogueFormProps extends Omit<ComponentProps<'form'>, 'action' | 'method' | 'onSubmit'> {
  action: string
  label: string
}

/** A form that leaves what is empty out of the address it opens. */
export function CatalogueForm({ label, ...rest }: CatalogueFormProps) {
  const form = useRef<HTMLFormElement>(null)

  // Who comes back finds the form as its address says, not as it was left; a browser would restore the latter.
  useEffect(() => {
    const restore = (event: PageTransitionEvent) => {
      if (event.persisted) form.current?.reset()
    }
    addEventListener('pageshow', restore)
    return () => removeEventListener('pageshow', restore)
  }, [])

  const leaveOut = (event: FormEvent<HTMLFormElement>) => {
    const empty = [...event.currentTarget.elements].filter(
      (field): field is HTMLInputElement | HTMLSelectElement =>
        (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) &&
        field.value.trim() === '',
    )
    for (const field of empty) field.disabled = true
    // The address is read off the form right after this; coming back to the page, the fields can be used again.
    setTimeout(() => {
      for (const field of empty) field.disabled = false
    })
  }

  return <form ref={form} role="search" aria-label={label} onSubmit={leaveOut} autoComplete="off" {...rest} />
}
