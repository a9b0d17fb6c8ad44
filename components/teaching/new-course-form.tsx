'use client'

import { Form } from '@/components/forms/form'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextField } from '@/components/forms/text-field'
import { createCourseAction } from '@/lib/courses/actions/authoring'
import { COURSE_LIMITS } from '@/lib/courses/constants'

interface NewCourseFormProps {
  texts: { name: string; nameHint: string; create: string }
}

export function NewCourseForm({ texts }: NewCourseFormProps) {
  return (
    <Form
      action={createCourseAction}
      schema={() => import('@/lib/courses/schema/course').then((module) => module.NewCourse)}
      className="max-w-measure"
    >
      <TextField
        name="title"
        label={texts.name}
        hint={texts.nameHint}
        maxLength={COURSE_LIMITS.titleLength}
        autoComplete="off"
      />
      <SubmitButton className="self-start">{texts.create}</SubmitButton>
    </Form>
  )
}
