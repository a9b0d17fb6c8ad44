'use client'

import { TextField } from '@/components/forms/text-field'
import { setPriceAction } from '@/lib/courses/actions/authoring'
import type { AuthoredCourse } from '@/lib/courses/authored-dto'
import { amountText } from '@/lib/utils/money'
import type { AutosaveTexts } from './autosave'
import { AutosavedForm } from './autosaved-form'

interface PricingFormProps {
  course: Pick<AuthoredCourse, 'id' | 'details' | 'detailsEdit' | 'can'>
  viewerId: string
  texts: Record<'amount' | 'amountHint' | 'currency', string>
  autosave: AutosaveTexts
}

/** A price and its currency, saved together as they are typed. */
export function PricingForm({ course, viewerId, texts, autosave }: PricingFormProps) {
  const { id, details, detailsEdit, can } = course
  const values = { amount: amountText(details.price), currency: details.price.currency }
  return (
    <AutosavedForm
      action={setPriceAction}
      formSchema={() => import('@/lib/courses/schema/course').then((module) => module.PriceChange)}
      fields={{ courseId: id }}
      edit={detailsEdit}
      isEditable={can.edit}
      label={texts.amount}
      className="max-w-measure"
      address={`/api/authoring/courses/${id}/price`}
      values={values}
      shelf={`${viewerId}:price:${id}`}
      schema={loadSchema}
      isWhole
      labels={texts}
      texts={autosave}
    >
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
    </AutosavedForm>
  )
}

const loadSchema = () =>
  import('@/lib/courses/schema/course').then(({ PriceChange }) =>
    PriceChange.omit({ courseId: true, version: true }),
  )
