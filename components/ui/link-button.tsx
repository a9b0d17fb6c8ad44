import type { ComponentProps } from 'react'
import { Link } from '@/i18n/navigation'
import { buttonClass, type ButtonLook } from './button-class'

type LinkButtonProps = ButtonLook & ComponentProps<typeof Link>

/** Goes somewhere and looks like a button. What changes something is a Button, never this. */
export function LinkButton({ variant, size, className, ...rest }: LinkButtonProps) {
  return <Link className={buttonClass({ variant, size }, className)} {...rest} />
}
