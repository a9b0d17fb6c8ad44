'use client'

import { Form } from '@/components/forms/form'
import { SelectField } from '@/components/forms/select-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { copyLessonAction } from '@/lib/courses/actions/curriculum'

type Option = { value: string; label: string }

interface CopyFormProps {
  courseId: string
  modules: readonly Option[]
  lessons: readonly Option[]
  texts: Record<'lesson' | 'module' | 'copy' | 'copied', string>
}

export function CopyForm({ courseId, modules, lessons, texts }: CopyFormProps) {
  return (
    <Form action={copyLessonAction} doneMessage={texts.copied} className="mt-6 max-w-measure">
      <input type="hidden" name="courseId" value={courseId} />
      <SelectField name="lessonId" label={texts.lesson} options={lessons} />
      <SelectField name="moduleId" label={texts.module} options={modules} />
      <SubmitButton className="self-start">{texts.copy}</SubmitButton>
    </Form>
  )
}
