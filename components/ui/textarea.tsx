import type { ComponentProps } from 'react'
import { controlClass } from './control-class'

/** Grows with what is typed where the browser can, and never past the height of the screen. */
export function Textarea({ className, rows = 4, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={rows}
      className={controlClass(
        `field-sizing-content max-h-[70dvh] min-h-28 px-3 py-2.5 leading-relaxed ${className ?? ''}`,
      )}
      {...rest}
    />
  )
}
