'use client'

import { SelectField } from '@/components/forms/select-field'
import { TextField } from '@/components/forms/text-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { MarkdownField } from '@/components/editor/markdown-field'
import { sendPicture } from '@/components/media/send-picture'
import { updateCourseAction } from '@/lib/courses/actions/authoring'
import type { AuthoredCourse } from '@/lib/courses/authored-dto'
import { COURSE_LIMITS } from '@/lib/courses/constants'
import type { AutosaveTexts } from './autosave'
import { AutosavedForm } from './autosaved-form'
import { detailsValues } from './details-values'
import { SlugField } from './slug-field'

type Option = { value: string; label: string }

interface DetailsFormProps {
  course: Pick<AuthoredCourse, 'id' | 'details' | 'detailsEdit' | 'publishedAt' | 'can'>
  viewerId: string
  options: Record<'categories' | 'levels' | 'languages' | 'zones', readonly Option[]>
  texts: Record<string, string>
  autosave: AutosaveTexts
}

/** Everything a course says of itself, saved as it is written. */
export function DetailsForm({ course, viewerId, options, texts, autosave }: DetailsFormProps) {
  const { id, details, detailsEdit, publishedAt, can } = course
  const t = (name: string) => texts[name] ?? name
  return (
    <AutosavedForm
      action={updateCourseAction}
      formSchema={() => import('@/lib/courses/schema/course').then((module) => module.CourseChange)}
      fields={{ courseId: id }}
      edit={detailsEdit}
      isEditable={can.edit}
      label={t('about')}
      className="max-w-3xl"
      address={`/api/authoring/courses/${id}`}
      values={detailsValues(details)}
      shelf={`${viewerId}:course:${id}`}
      schema={loadSchema}
      labels={texts}
      texts={autosave}
    >
      <TextField name="title" label={t('title')} maxLength={COURSE_LIMITS.titleLength} autoComplete="off" />
      {publishedAt === null ? <SlugField courseId={id} texts={texts} /> : null}
      <TextField
        name="subtitle"
        label={t('subtitle')}
        hint={t('subtitleHint')}
        maxLength={COURSE_LIMITS.subtitleLength}
        isOptional
        autoComplete="off"
      />
      <MarkdownField
        name="description"
        label={t('description')}
        hint={t('descriptionHint')}
        maxLength={COURSE_LIMITS.descriptionLength}
        rows={10}
        isOptional
        onUpload={sendPicture}
      />
      <TextareaField name="outcomes" label={t('outcomes')} hint={t('outcomesHint')} rows={5} isOptional />
      <TextareaField
        name="requirements"
        label={t('requirements')}
        hint={t('requirementsHint')}
        rows={3}
        isOptional
      />
      <h2 className="mt-4 text-xl">{t('finding')}</h2>
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField
          name="category"
          label={t('category')}
          options={options.categories}
          placeholder={t('categoryNone')}
          isOptional
        />
        <SelectField name="level" label={t('level')} options={options.levels} />
        <SelectField name="language" label={t('language')} options={options.languages} />
      </div>
      <TextareaField name="tags" label={t('tags')} hint={t('tagsHint')} rows={3} isOptional />
      <h2 className="mt-4 text-xl">{t('schedule')}</h2>
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField name="startDate" label={t('startDate')} hint={t('startDateHint')} type="date" isOptional />
        <TextField name="endDate" label={t('endDate')} type="date" isOptional />
        <SelectField name="timeZone" label={t('timeZone')} hint={t('timeZoneHint')} options={options.zones} />
      </div>
    </AutosavedForm>
  )
}

const loadSchema = () =>
  import('@/lib/courses/schema/course').then(({ CourseChange }) =>
    CourseChange.omit({ courseId: true, version: true }),
  )
