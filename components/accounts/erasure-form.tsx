'use client'

import { useId, type ReactNode } from 'react'
import { FormContext } from '@/components/forms/form-context'
import { FormError } from '@/components/forms/form-error'
import { useFormTexts } from '@/components/forms/form-texts-provider'
import { SubmitButton } from '@/components/forms/submit-button'
import { buttonClass } from '@/components/ui/button-class'
import { Dialog, DialogButton, DialogClose } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { deleteAccountAction } from '@/lib/operations/actions'
import { useActionForm } from '@/lib/platform/forms/use-action-form'

interface ErasureFormProps {
  words: Readonly<Record<'open' | 'title' | 'description' | 'submit' | 'cancel', string>>
  children: ReactNode
}

const schema = () => import('@/lib/accounts/schema').then((module) => module.AccountErasure)

/** The dialog that asks for proof. A refusal is said in it and, for when it is closed, above the button that opens it. */
export function ErasureForm({ words, children }: ErasureFormProps) {
  const id = useId()
  const dialogId = `${id}-dialog`
  const { unreachable } = useFormTexts()
  const form = useActionForm({ action: deleteAccountAction, schema, unreachable })
  const { formProps, failure, errors, isHydrated, isPending, initialValueOf } = form
  return (
    <FormContext value={{ id, errors, isPending, initialValueOf }}>
      <Refusal failure={failure} isHydrated={isHydrated} />
      <DialogButton dialog={dialogId} className={buttonClass({ variant: 'danger' })}>
        {words.open}
      </DialogButton>
      <Dialog id={dialogId} role="alertdialog" title={words.title} description={words.description}>
        <form {...formProps} className="flex flex-col gap-5">
          {isHydrated ? (
            <FormError failure={failure} errors={errors} isHydrated form={formProps.ref} />
          ) : null}
          {children}
          <div className="flex flex-wrap justify-end gap-2">
            <DialogClose dialog={dialogId}>{words.cancel}</DialogClose>
            <SubmitButton variant="danger">{words.submit}</SubmitButton>
          </div>
        </form>
      </Dialog>
    </FormContext>
  )
}

interface RefusalProps {
  failure: { message: string; fields?: Readonly<Record<string, string>> } | null
  isHydrated: boolean
}

function Refusal({ failure, isHydrated }: RefusalProps) {
  const { errors } = useFormTexts()
  if (failure === null) return null
  const codes = Object.values(failure.fields ?? {})
  const sentences =
    codes.length > 0 ? codes.map((code) => errors[code] ?? failure.message) : [failure.message]
  return (
    <Notice tone="danger" role={isHydrated ? undefined : 'alert'} className="mb-4">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Notice>
  )
}
