'use client'

import { Form } from '@/components/forms/form'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextareaField } from '@/components/forms/textarea-field'
import { returnCourseAction } from '@/lib/courses/actions/authoring'
import { COURSE_LIMITS } from '@/lib/courses/constants'

interface ReturnFormProps {
  courseId: string
  version: number
  texts: Record<'comment' | 'commentHint' | 'return', string>
}

/** Sends a course back, which needs a word on what to change. */
export function ReturnForm({ courseId, version, texts }: ReturnFormProps) {
  return (
    <Form action={returnCourseAction} className="max-w-measure">
      <input type="hidden" name="courseId" value={courseId} />
      <input type="hidden" name="version" value={version} />
      <TextareaField
        name="comment"
        label={texts.comment}
        hint={texts.commentHint}
        maxLength={COURSE_LIMITS.commentLength}
        rows={5}
      />
      <SubmitButton variant="secondary" className="self-start">
        {texts.return}
      </SubmitButton>
    </Form>
  )
}
