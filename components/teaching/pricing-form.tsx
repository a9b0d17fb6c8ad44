'use client'

import { Form } from '@/components/forms/form'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextField } from '@/components/forms/text-field'
import { setPriceAction } from '@/lib/courses/actions/authoring'
import type { AuthoredCourse } from '@/lib/courses/authored-dto'
import { toMajorUnits } from '@/lib/utils/money'

interface PricingFormProps {
  course: Pick<AuthoredCourse, 'id' | 'details' | 'detailsEdit' | 'can'>
  texts: Record<'amount' | 'amountHint' | 'currency' | 'save' | 'saved', string>
}

/** A price is no sentence that grows: it is saved when it is meant, by its button. */
export function PricingForm({ course, texts }: PricingFormProps) {
  const { id, details, detailsEdit, can } = course
  return (
    <Form
      action={setPriceAction}
      schema={() => import('@/lib/courses/schema/course').then((module) => module.PriceChange)}
      defaultValues={{ amount: String(toMajorUnits(details.price)), currency: details.price.currency }}
      doneMessage={texts.saved}
      className="max-w-measure"
    >
      <input type="hidden" name="courseId" value={id} />
      <input type="hidden" name="version" value={detailsEdit.version} />
      <fieldset disabled={!can.edit} className="contents">
        <legend className="sr-only">{texts.amount}</legend>
        <div className="grid gap-5 sm:grid-cols-[minmax(0,1fr)_9rem]">
          <TextField
            name="amount"
            label={texts.amount}
            hint={texts.amountHint}
            inputMode="decimal"
            autoComplete="off"
          />
          <TextField name="currency" label={texts.currency} maxLength={3} autoComplete="off" />
        </div>
        <SubmitButton className="self-start">{texts.save}</SubmitButton>
      </fieldset>
    </Form>
  )
}
