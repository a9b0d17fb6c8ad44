'use client'

import { Form } from '@/components/forms/form'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextField } from '@/components/forms/text-field'
import { addCoInstructorAction } from '@/lib/courses/actions/authoring'

interface CoInstructorFormProps {
  courseId: string
  texts: { username: string; add: string }
}

export function CoInstructorForm({ courseId, texts }: CoInstructorFormProps) {
  return (
    <Form action={addCoInstructorAction} isClearedWhenDone className="mt-4 max-w-measure">
      <input type="hidden" name="courseId" value={courseId} />
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          name="username"
          label={texts.username}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="min-w-48 grow"
        />
        <SubmitButton variant="secondary">{texts.add}</SubmitButton>
      </div>
    </Form>
  )
}
