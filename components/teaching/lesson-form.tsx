'use client'

import { CheckboxField } from '@/components/forms/checkbox-field'
import { SelectField } from '@/components/forms/select-field'
import { TextField } from '@/components/forms/text-field'
import { MarkdownField } from '@/components/editor/markdown-field'
import { sendPicture } from '@/components/media/send-picture'
import { updateLessonAction } from '@/lib/courses/actions/curriculum'
import type { AuthoredLesson } from '@/lib/courses/authored-dto'
import { LESSON_LIMITS } from '@/lib/courses/constants'
import type { AutosaveTexts } from './autosave'
import { AutosavedForm } from './autosaved-form'

interface LessonFormProps {
  lesson: Pick<
    AuthoredLesson,
    | 'id'
    | 'title'
    | 'type'
    | 'description'
    | 'content'
    | 'durationMinutes'
    | 'isPreview'
    | 'isRequired'
    | 'edit'
  >
  isEditable: boolean
  viewerId: string
  types: readonly { value: string; label: string }[]
  texts: Readonly<Record<string, string>>
  autosave: AutosaveTexts
}

/** What every lesson has: its text and its settings, saved as they are written. */
export function LessonForm({ lesson, isEditable, viewerId, types, texts, autosave }: LessonFormProps) {
  const t = (name: string) => texts[name] ?? name
  return (
    <AutosavedForm
      action={updateLessonAction}
      formSchema={() => import('@/lib/courses/schema/lesson').then((module) => module.LessonChange)}
      fields={{ lessonId: lesson.id }}
      edit={lesson.edit}
      isEditable={isEditable}
      label={t('text')}
      className="max-w-4xl"
      address={`/api/authoring/lessons/${lesson.id}`}
      values={valuesOfLesson(lesson)}
      shelf={`${viewerId}:lesson:${lesson.id}`}
      schema={loadSchema}
      shapes={SHAPES}
      labels={{
        ...texts,
        content: t('text'),
        durationMinutes: t('minutes'),
        isRequired: t('required'),
        isPreview: t('previewFlag'),
      }}
      texts={autosave}
    >
      <div className="grid gap-5 sm:grid-cols-[minmax(0,1fr)_12rem]">
        <TextField name="title" label={t('title')} maxLength={LESSON_LIMITS.titleLength} autoComplete="off" />
        <SelectField name="type" label={t('type')} options={types} />
      </div>
      <MarkdownField
        name="content"
        label={t('text')}
        hint={t('textHint')}
        maxLength={LESSON_LIMITS.bodyLength}
        rows={20}
        isOptional
        onUpload={sendPicture}
      />
      <h2 className="mt-2 text-xl">{t('settings')}</h2>
      <TextField
        name="description"
        label={t('description')}
        hint={t('descriptionHint')}
        maxLength={LESSON_LIMITS.descriptionLength}
        isOptional
        autoComplete="off"
      />
      <TextField
        name="durationMinutes"
        label={t('minutes')}
        hint={t('minutesHint')}
        type="number"
        min={0}
        max={LESSON_LIMITS.minutes}
        className="max-w-48"
      />
      <div>
        <CheckboxField name="isRequired" label={t('required')} />
        <CheckboxField name="isPreview" label={t('previewFlag')} />
      </div>
    </AutosavedForm>
  )
}

function valuesOfLesson(lesson: LessonFormProps['lesson']): Record<string, string> {
  return {
    title: lesson.title,
    type: lesson.type,
    description: lesson.description,
    content: lesson.content,
    durationMinutes: String(lesson.durationMinutes),
    isRequired: lesson.isRequired ? 'on' : 'off',
    isPreview: lesson.isPreview ? 'on' : 'off',
  }
}

const SHAPES = ['type']
const loadSchema = () =>
  import('@/lib/courses/schema/lesson').then(({ LessonChange }) =>
    LessonChange.omit({ lessonId: true, version: true }),
  )
