import type { ComponentProps } from 'react'
import { buttonClass, type ButtonLook } from './button-class'
import { cn } from '@/lib/utils/cn'
import { Spinner } from './spinner'

interface ButtonProps extends ButtonLook, ComponentProps<'button'> {
  /** Shows a turning ring in place of the words, keeps the width, and stays focusable. */
  isPending?: boolean
}

export function Button({
  variant,
  size,
  isPending = false,
  className,
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      aria-busy={isPending || undefined}
      className={buttonClass({ variant, size }, className)}
      {...rest}
    >
      <span className={cn('contents', isPending && '*:invisible [&]:text-transparent')}>{children}</span>
      {isPending ? <Spinner className="absolute" /> : null}
    </button>
  )
}
