'use client'

import { Form } from '@/components/forms/form'
import { SelectField } from '@/components/forms/select-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextField } from '@/components/forms/text-field'
import { Icon } from '@/components/ui/icon'
import { addModuleAction, addSectionAction, createLessonAction } from '@/lib/courses/actions/curriculum'
import { COURSE_LIMITS, LESSON_LIMITS, LESSON_TYPES } from '@/lib/courses/constants'
import { useCurriculumContext } from './curriculum-context'

const summaryClass =
  'flex min-h-11 w-fit cursor-pointer list-none items-center gap-2 rounded-md px-2 text-sm font-medium text-accent hover:bg-accent-soft pointer-fine:min-h-9'

/** A lesson at the end of a section. */
export function AddLesson({ moduleId, sectionId }: { moduleId: string; sectionId: string }) {
  const { courseId, texts, types, isEditable } = useCurriculumContext()
  if (!isEditable) return null
  return (
    <details className="border-t border-line px-2 py-1">
      <summary className={summaryClass}>
        <Icon name="plus" size="sm" />
        {texts['addLesson']}
      </summary>
      <Form action={createLessonAction} isClearedWhenDone label={texts['addLesson']} className="p-2">
        <input type="hidden" name="courseId" value={courseId} />
        <input type="hidden" name="moduleId" value={moduleId} />
        <input type="hidden" name="sectionId" value={sectionId} />
        <div className="flex flex-wrap items-end gap-3">
          <TextField
            name="title"
            label={texts['lessonTitle'] ?? ''}
            maxLength={LESSON_LIMITS.titleLength}
            autoComplete="off"
            className="min-w-56 grow"
          />
          <SelectField
            name="type"
            label={texts['type'] ?? ''}
            options={LESSON_TYPES.map((type) => ({ value: type, label: types[type] ?? type }))}
            className="min-w-36"
          />
          <SubmitButton>{texts['add']}</SubmitButton>
        </div>
      </Form>
    </details>
  )
}

/** A heading at the end of a module. */
export function AddSection({ moduleId, version }: { moduleId: string; version: number }) {
  const { courseId, texts, isEditable } = useCurriculumContext()
  if (!isEditable) return null
  return (
    <details className="border-t border-line px-2 py-1">
      <summary className={summaryClass}>
        <Icon name="plus" size="sm" />
        {texts['addSection']}
      </summary>
      <Form action={addSectionAction} isClearedWhenDone label={texts['addSection']} className="p-2">
        <input type="hidden" name="courseId" value={courseId} />
        <input type="hidden" name="moduleId" value={moduleId} />
        <input type="hidden" name="version" value={version} />
        <div className="flex flex-wrap items-end gap-3">
          <TextField
            name="title"
            label={texts['sectionTitle'] ?? ''}
            maxLength={COURSE_LIMITS.titleLength}
            autoComplete="off"
            className="min-w-56 grow"
          />
          <SubmitButton variant="secondary">{texts['add']}</SubmitButton>
        </div>
      </Form>
    </details>
  )
}

/** A module at the end of the course. */
export function AddModule() {
  const { courseId, texts, isEditable } = useCurriculumContext()
  if (!isEditable) return null
  return (
    <Form
      action={addModuleAction}
      isClearedWhenDone
      label={texts['addModule']}
      className="rounded-lg border border-dashed border-line-strong/60 p-4"
    >
      <input type="hidden" name="courseId" value={courseId} />
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          name="title"
          label={texts['moduleTitle'] ?? ''}
          maxLength={COURSE_LIMITS.titleLength}
          autoComplete="off"
          className="min-w-56 grow"
        />
        <SubmitButton variant="secondary">{texts['addModule']}</SubmitButton>
      </div>
    </Form>
  )
}
