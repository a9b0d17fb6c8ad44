'use client'

import { Form } from '@/components/forms/form'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextareaField } from '@/components/forms/textarea-field'
import { TextField } from '@/components/forms/text-field'
import { ASSIGNMENT_LIMITS } from '@/lib/assignments/constants'
import { overrideGradeAction } from '@/lib/progress/actions/grading'

interface OverrideFormProps {
  fields: { courseId: string; lessonId: string; userId: string }
  /** Null takes back what was set. */
  points: { label: string; hint: string; value: string } | null
  reason: { label: string; hint?: string }
  button: string
  doneMessage: string
}

/** A teacher's word in place of a grade, with the reason. */
export function OverrideForm({ fields, points, reason, button, doneMessage }: OverrideFormProps) {
  return (
    <Form
      action={overrideGradeAction}
      defaultValues={points === null ? undefined : { points: points.value }}
      doneMessage={doneMessage}
    >
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {points === null ? (
        <input type="hidden" name="isRemoved" value="true" />
      ) : (
        <TextField
          name="points"
          label={points.label}
          hint={points.hint}
          inputMode="decimal"
          autoComplete="off"
          className="max-w-40"
        />
      )}
      <TextareaField
        name="reason"
        label={reason.label}
        hint={reason.hint}
        rows={2}
        maxLength={ASSIGNMENT_LIMITS.reasonLength}
      />
      <SubmitButton variant={points === null ? 'secondary' : 'primary'} className="self-start">
        {button}
      </SubmitButton>
    </Form>
  )
}
