import type { ReactNode } from 'react'
import { buttonClass, type ButtonLook } from './button-class'

interface DrawerButtonProps extends ButtonLook {
  /** The id of the drawer it opens, or closes from within. */
  drawer: string
  /** Read out when the button is only a picture. */
  label?: string
  action?: 'show' | 'hide'
  className?: string
  children: ReactNode
}

export function DrawerButton({
  drawer,
  label,
  action = 'show',
  className,
  children,
  ...look
}: DrawerButtonProps) {
  return (
    <button
      type="button"
      popoverTarget={drawer}
      popoverTargetAction={action}
      aria-label={label}
      className={buttonClass({ variant: 'quiet', ...look }, className)}
    >
      {children}
    </button>
  )
}
