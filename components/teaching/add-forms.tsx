'use client'

import { useState, type MouseEvent, type ReactNode } from 'react'
import { Form } from '@/components/forms/form'
import { SelectField } from '@/components/forms/select-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextField } from '@/components/forms/text-field'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/i18n/navigation'
import { addModuleAction, addSectionAction, createLessonAction } from '@/lib/courses/actions/curriculum'
import { COURSE_LIMITS, LESSON_LIMITS, LESSON_TYPES } from '@/lib/courses/constants'
import type { FormAction } from '@/lib/platform/forms/use-action-form'
import { useCurriculumContext } from './curriculum-context'

/** A lesson at the end of a section. */
export function AddLesson({ moduleId, sectionId }: { moduleId: string; sectionId: string }) {
  const { texts, types, isEditable } = useCurriculumContext()
  if (!isEditable) return null
  return (
    <Folded id={sectionId} label={texts['addLesson']}>
      <AddForm
        action={createLessonAction}
        label={texts['addLesson']}
        fields={{ moduleId, sectionId }}
        title={{ label: texts['lessonTitle'], maxLength: LESSON_LIMITS.titleLength }}
        submit={<SubmitButton>{texts['add']}</SubmitButton>}
        className="p-2"
      >
        <SelectField
          name="type"
          label={texts['type'] ?? ''}
          options={LESSON_TYPES.map((type) => ({ value: type, label: types[type] ?? type }))}
          className="min-w-36"
        />
      </AddForm>
    </Folded>
  )
}

/** A heading at the end of a module. */
export function AddSection({ moduleId, version }: { moduleId: string; version: number }) {
  const { texts, isEditable } = useCurriculumContext()
  if (!isEditable) return null
  return (
    <Folded id={moduleId} label={texts['addSection']}>
      <AddForm
        action={addSectionAction}
        label={texts['addSection']}
        fields={{ moduleId, version }}
        title={{ label: texts['sectionTitle'], maxLength: COURSE_LIMITS.titleLength }}
        submit={<SubmitButton variant="secondary">{texts['add']}</SubmitButton>}
        className="p-2"
      />
    </Folded>
  )
}

/** A module at the end of the course. */
export function AddModule() {
  const { texts, isEditable } = useCurriculumContext()
  if (!isEditable) return null
  return (
    <AddForm
      action={addModuleAction}
      label={texts['addModule']}
      title={{ label: texts['moduleTitle'], maxLength: COURSE_LIMITS.titleLength }}
      submit={<SubmitButton variant="secondary">{texts['addModule']}</SubmitButton>}
      className="rounded-lg border border-dashed border-line-strong/60 p-4"
    />
  )
}

interface FoldedProps {
  /** What something is added to. */
  id: string
  label: string | undefined
  children: ReactNode
}

/**
 * A form that is there once it is asked for: a course has one for every section and module. Without scripts the link asks
 * for the page with this one open.
 */
function Folded({ id, label, children }: FoldedProps) {
  const { courseId, adding } = useCurriculumContext()
  const [isOpen, setIsOpen] = useState(adding === id)
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    setIsOpen(!isOpen)
  }
  return (
    <div className="border-t border-line px-2 py-1">
      <Link
        id={`add-${id}`}
        href={`/instructor/courses/${courseId}/curriculum?add=${id}#add-${id}`}
        prefetch={false}
        aria-expanded={isOpen}
        onClick={onClick}
        className="flex min-h-11 w-fit items-center gap-2 rounded-md px-2 text-sm font-medium text-accent hover:bg-accent-soft pointer-fine:min-h-9"
      >
        <Icon name="plus" size="sm" />
        {label}
      </Link>
      {isOpen ? children : null}
    </div>
  )
}

interface AddFormProps<T> {
  action: FormAction<T>
  label: string | undefined
  className: string
  /** What is known beside the course. */
  fields?: Readonly<Record<string, string | number>>
  title: { label: string | undefined; maxLength: number }
  submit: ReactNode
  /** Further fields. */
  children?: ReactNode
}

/** A title is enough for something new. */
function AddForm<T>(props: AddFormProps<T>) {
  const { action, label, className, fields = {}, title, submit, children } = props
  const { courseId } = useCurriculumContext()
  return (
    <Form action={action} isClearedWhenDone label={label} className={className}>
      {Object.entries({ courseId, ...fields }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          name="title"
          label={title.label ?? ''}
          maxLength={title.maxLength}
          autoComplete="off"
          className="min-w-56 grow"
        />
        {children}
        {submit}
      </div>
    </Form>
  )
}
