'use client'

import { CheckboxField } from '@/components/forms/checkbox-field'
import { Form } from '@/components/forms/form'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextareaField } from '@/components/forms/textarea-field'
import { applyRegradeAction } from '@/lib/quizzes/actions'
import { QUIZ_LIMITS } from '@/lib/quizzes/constants'

interface RegradeFormProps {
  /** What is graded anew, and which changes were shown. */
  fields: { lessonId: string; seen: string }
  texts: Record<'reason' | 'reasonHint' | 'confirm' | 'apply', string>
}

/** The reason, and the word that these changes are meant. */
export function RegradeForm({ fields, texts }: RegradeFormProps) {
  return (
    <Form action={applyRegradeAction}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <TextareaField
        name="reason"
        label={texts.reason}
        hint={texts.reasonHint}
        rows={2}
        maxLength={QUIZ_LIMITS.reasonLength}
      />
      <CheckboxField name="isConfirmed" label={texts.confirm} isOptional={false} />
      <SubmitButton className="self-start">{texts.apply}</SubmitButton>
    </Form>
  )
}
