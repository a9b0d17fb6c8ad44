'use client'

import { useEffect, useRef, type MouseEvent, type ReactNode } from 'react'
import { cn } from '@/lib/utils/cn'
import { buttonClass } from './button-class'
import { Icon } from './icon'

const WIDTHS = { md: 'sm:max-w-lg', lg: 'sm:max-w-3xl', full: 'sm:max-w-[min(76rem,94vw)]' } as const

interface DialogProps {
  /** A DialogButton with the same id opens it. */
  id: string
  title: string
  description?: ReactNode
  /** The words of the cross; an `alertdialog` has none and is left by its buttons. */
  closeLabel?: string
  role?: 'dialog' | 'alertdialog'
  width?: keyof typeof WIDTHS
  /** Given, it decides whether the dialog is open; then `onClose` has to follow Escape and the cross. */
  isOpen?: boolean
  onClose?: () => void
  children: ReactNode
}

/**
 * The one dialog. With scripts it is modal: the page behind is inert, Escape closes, the focus comes back. Without them
 * the same element is a native popover that its button opens, so nothing that asks first is ever out of reach.
 */
export function Dialog({
  id,
  title,
  description,
  closeLabel,
  role = 'dialog',
  width = 'md',
  isOpen,
  onClose,
  children,
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)

  useEffect(() => {
    if (isOpen === undefined || !dialog.current) return
    if (isOpen && !dialog.current.open) dialog.current.showModal()
    if (!isOpen && dialog.current.open) dialog.current.close()
  }, [isOpen])

  const closeFromBackdrop = (event: MouseEvent) => {
    if (role === 'dialog' && event.target === dialog.current) dialog.current.close()
  }

  return (
    <dialog
      ref={dialog}
      id={id}
      popover="auto"
      role={role}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      onClick={closeFromBackdrop}
      onClose={onClose}
      className={cn(
        'm-auto max-h-[90dvh] w-full max-w-[100vw] overflow-y-auto overscroll-contain rounded-lg border border-line bg-raised p-0 text-ink shadow-float',
        'max-sm:mb-0 max-sm:rounded-b-none',
        WIDTHS[width],
      )}
    >
      <div className="flex flex-col gap-4 p-5 sm:p-6">
        <div className="flex items-start gap-4">
          <div className="min-w-0 grow">
            <h2 id={`${id}-title`} className="text-xl">
              {title}
            </h2>
            {description ? (
              <div id={`${id}-description`} className="mt-1.5 text-muted">
                {description}
              </div>
            ) : null}
          </div>
          {closeLabel ? (
            <DialogClose
              dialog={id}
              label={closeLabel}
              className={buttonClass({ variant: 'quiet', size: 'icon' }, '-mt-2 -mr-2')}
            >
              <Icon name="x" />
            </DialogClose>
          ) : null}
        </div>
        {children}
      </div>
    </dialog>
  )
}

interface DialogCloseProps {
  dialog: string
  label?: string
  className?: string
  children: ReactNode
}

/** Leaves the dialog with nothing done. */
export function DialogClose({ dialog, label, className, children }: DialogCloseProps) {
  return (
    <button
      type="button"
      aria-label={label}
      popoverTarget={dialog}
      popoverTargetAction="hide"
      onClick={() => dialogOf(dialog)?.close()}
      className={className ?? buttonClass({ variant: 'secondary' })}
    >
      {children}
    </button>
  )
}

interface DialogButtonProps {
  dialog: string
  label?: string
  className?: string
  children: ReactNode
}

/** Opens the dialog: as a popover before the script is here, as a modal one after. */
export function DialogButton({ dialog, label, className, children }: DialogButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-haspopup="dialog"
      popoverTarget={dialog}
      onClick={(event) => {
        event.preventDefault()
        dialogOf(dialog)?.showModal()
      }}
      className={className ?? buttonClass({ variant: 'secondary' })}
    >
      {children}
    </button>
  )
}

/** For whoever has to close it by other means than its own buttons. */
export function dialogOf(id: string): HTMLDialogElement | null {
  const element = document.getElementById(id)
  return element instanceof HTMLDialogElement ? element : null
}
