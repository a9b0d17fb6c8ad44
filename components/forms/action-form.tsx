'use client'

import { useId, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { buttonClass, type ButtonLook } from '@/components/ui/button-class'
import { Dialog, DialogButton, DialogClose, dialogOf } from '@/components/ui/dialog'
import { showToast } from '@/components/ui/toast-store'
import { useActionForm, type FormAction } from '@/lib/platform/forms/use-action-form'
import { cn } from '@/lib/utils/cn'
import { FormContext } from './form-context'

interface ActionFormProps<T> extends ButtonLook {
  action: FormAction<T>
  fields: Readonly<Record<string, string>>
  label?: string
  confirm?: {
    title: string
    description: string
    confirmLabel: string
    cancelLabel: string
    isDestructive?: boolean
    /** Fields of the kit that are asked for at the same time; for their words the caller stands in `FormTexts`. */
    ask?: ReactNode
  }
  doneMessage?: string
  unreachable: string
  className?: string
  children: ReactNode
}

/** ActionButton with its words given: for screens that are already in the browser. */
export function ActionForm<T>(props: ActionFormProps<T>) {
  const { action, fields, label, confirm, doneMessage, unreachable, className, children, variant, size } =
    props
  const dialogId = useId()
  const onDone = () => {
    dialogOf(dialogId)?.close()
    // A toast, because what the button belonged to is often gone with success.
    if (doneMessage) showToast(doneMessage, 'success')
  }
  const form = useActionForm({ action, unreachable, onDone })
  const { formProps, failure, errors, isHydrated, isPending, result, initialValueOf } = form
  const hidden = Object.entries(fields).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ))

  return (
    <div className={cn('inline-flex max-w-full flex-col gap-2', className)}>
      {confirm ? (
        <>
          <DialogButton dialog={dialogId} label={label} className={buttonClass({ variant, size })}>
            {children}
          </DialogButton>
          <Dialog id={dialogId} role="alertdialog" title={confirm.title} description={confirm.description}>
            <form {...formProps} className="flex flex-wrap justify-end gap-2">
              <Refusal message={failure?.message} role="alert" />
              {hidden}
              {confirm.ask ? (
                <FormContext value={{ id: dialogId, errors, isPending, initialValueOf }}>
                  <div className="w-full pb-2">{confirm.ask}</div>
                </FormContext>
              ) : null}
              <DialogClose dialog={dialogId}>{confirm.cancelLabel}</DialogClose>
              <Button
                type="submit"
                variant={confirm.isDestructive ? 'danger' : 'primary'}
                isPending={isPending}
              >
                {confirm.confirmLabel}
              </Button>
            </form>
          </Dialog>
        </>
      ) : (
        <form {...formProps} className="flex flex-col gap-2">
          {hidden}
          <Button type="submit" variant={variant} size={size} isPending={isPending} aria-label={label}>
            {children}
          </Button>
          <Refusal message={failure?.message} role="alert" />
        </form>
      )}
      {/* The dialog has said it already; it stays here for when that is closed, and for pages without scripts. */}
      {confirm ? <Refusal message={failure?.message} /> : null}
      {result?.ok && !isHydrated ? <p className="text-sm text-muted">{doneMessage}</p> : null}
    </div>
  )
}

function Refusal({ message, role }: { message?: string; role?: 'alert' }) {
  if (!message) return null
  return (
    <p role={role} tabIndex={-1} data-form-error="" className="w-full text-sm text-danger">
      {message}
    </p>
  )
}
