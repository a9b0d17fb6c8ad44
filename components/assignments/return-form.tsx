'use client'

import { Form } from '@/components/forms/form'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextareaField } from '@/components/forms/textarea-field'
import { ASSIGNMENT_LIMITS } from '@/lib/assignments/constants'
import { returnSubmissionAction } from '@/lib/progress/actions/grading'

interface ReturnFormProps {
  submissionId: string
  version: number
  label: string
  button: string
}

/** Sends work back with what should be changed. */
export function ReturnForm({ submissionId, version, label, button }: ReturnFormProps) {
  return (
    <Form action={returnSubmissionAction}>
      <input type="hidden" name="submissionId" value={submissionId} />
      <input type="hidden" name="version" value={version} />
      <TextareaField name="comment" label={label} rows={3} maxLength={ASSIGNMENT_LIMITS.commentLength} />
      <SubmitButton variant="secondary" className="self-start">
        {button}
      </SubmitButton>
    </Form>
  )
}
