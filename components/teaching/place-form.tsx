'use client'

import { Form } from '@/components/forms/form'
import { SelectField } from '@/components/forms/select-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { putLessonAction } from '@/lib/courses/actions/curriculum'

interface PlaceFormProps {
  lessonId: string
  /** Every place of the course, as `module:section:index` with both versions; where it stands now is chosen. */
  places: readonly { value: string; label: string }[]
  present: string
  texts: Readonly<Record<string, string>>
}

/** For phones, and for pages without scripts: the same move as by dragging. */
export function PlaceForm({ lessonId, places, present, texts }: PlaceFormProps) {
  return (
    <Form action={putLessonAction} defaultValues={{ place: present }} label={texts['place']}>
      <input type="hidden" name="lessonId" value={lessonId} />
      <div className="flex flex-wrap items-end gap-3">
        <SelectField name="place" label={texts['moveTo'] ?? ''} options={places} className="min-w-64 grow" />
        <SubmitButton variant="secondary">{texts['moveSubmit']}</SubmitButton>
      </div>
    </Form>
  )
}
