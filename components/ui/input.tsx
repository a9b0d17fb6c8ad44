import type { ComponentProps } from 'react'
import { controlClass } from './control-class'

export function Input({ className, type = 'text', ...rest }: ComponentProps<'input'>) {
  return (
    <input
      type={type}
      className={controlClass(`min-h-11 px-3 py-1.5 pointer-fine:min-h-10 ${className ?? ''}`)}
      {...rest}
    />
  )
}
