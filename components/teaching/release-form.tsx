'use client'

import { Form } from '@/components/forms/form'
import { SelectField } from '@/components/forms/select-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextField } from '@/components/forms/text-field'
import { setReleaseAction } from '@/lib/courses/actions/curriculum'
import type { AuthoredLesson } from '@/lib/courses/authored-dto'
import { LESSON_LIMITS } from '@/lib/courses/constants'

interface ReleaseFormProps {
  lesson: Pick<AuthoredLesson, 'id' | 'release' | 'edit'>
  isEditable: boolean
  /** The others of the course. */
  lessons: readonly { value: string; label: string }[]
  texts: Readonly<Record<string, string>>
}

/** When a lesson opens: a rule with a part of its own, so it is saved by its button, whole. */
export function ReleaseForm({ lesson, isEditable, lessons, texts }: ReleaseFormProps) {
  const { id, release, edit } = lesson
  const t = (name: string) => texts[name] ?? name
  return (
    <Form
      action={setReleaseAction}
      defaultValues={{
        rule: release?.rule ?? '',
        days: String(release?.days ?? ''),
        day: release?.day ?? '',
        afterLessonId: release?.lessonId ?? '',
      }}
      doneMessage={t('releaseSaved')}
      label={t('release')}
      className="max-w-4xl"
    >
      <input type="hidden" name="lessonId" value={id} />
      <input type="hidden" name="version" value={edit.version} />
      <fieldset disabled={!isEditable} className="contents">
        <legend className="sr-only">{t('release')}</legend>
        <div className="grid gap-5 sm:grid-cols-2">
          <SelectField
            name="rule"
            label={t('releaseRule')}
            options={[
              { value: 'afterDays', label: t('releaseDays') },
              { value: 'onDate', label: t('releaseDate') },
              { value: 'afterLesson', label: t('releaseLesson') },
            ]}
            placeholder={t('releaseNone')}
            isOptional
          />
          <TextField
            name="days"
            label={t('days')}
            type="number"
            min={0}
            max={LESSON_LIMITS.releaseDays}
            isOptional
          />
          <TextField name="day" label={t('day')} type="date" isOptional />
          <SelectField
            name="afterLessonId"
            label={t('after')}
            options={lessons}
            placeholder={t('afterNone')}
            isOptional
          />
        </div>
        <SubmitButton variant="secondary" className="self-start">
          {t('saveRelease')}
        </SubmitButton>
      </fieldset>
    </Form>
  )
}
