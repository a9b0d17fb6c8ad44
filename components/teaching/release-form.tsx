'use client'

import { SelectField } from '@/components/forms/select-field'
import { TextField } from '@/components/forms/text-field'
import { setReleaseAction } from '@/lib/courses/actions/curriculum'
import type { AuthoredLesson } from '@/lib/courses/authored-dto'
import { LESSON_LIMITS } from '@/lib/courses/constants'
import type { AutosaveTexts } from './autosave'
import { AutosavedForm } from './autosaved-form'

interface ReleaseFormProps {
  lesson: Pick<AuthoredLesson, 'id' | 'release' | 'edit'>
  isEditable: boolean
  viewerId: string
  /** The others of the course. */
  lessons: readonly { value: string; label: string }[]
  /** The course's zone in words, in which a day begins. */
  timeZone: string
  texts: Readonly<Record<string, string>>
  autosave: AutosaveTexts
}

/** When a lesson opens: a rule, and of its parts the one that the rule asks for. Saved as it is chosen, whole. */
export function ReleaseForm(props: ReleaseFormProps) {
  const { lesson, isEditable, viewerId, lessons, timeZone, texts, autosave } = props
  const { id, edit } = lesson
  const t = (name: string) => texts[name] ?? name
  return (
    <AutosavedForm
      action={setReleaseAction}
      fields={{ lessonId: id }}
      edit={edit}
      isEditable={isEditable}
      label={t('release')}
      className="group/release max-w-4xl"
      address={`/api/authoring/lessons/${id}/release`}
      values={valuesOf(lesson)}
      shelf={`${viewerId}:release:${id}`}
      schema={loadSchema}
      isWhole
      labels={{
        rule: t('releaseRule'),
        days: t('days'),
        day: t('day'),
        afterLessonId: t('after'),
        release: t('after'),
      }}
      texts={{ ...autosave, save: t('saveRelease') }}
    >
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
        <div className="hidden group-has-[option[value=afterDays]:checked]/release:block">
          <TextField
            name="days"
            label={t('days')}
            type="number"
            min={0}
            max={LESSON_LIMITS.releaseDays}
            isOptional
          />
        </div>
        <div className="hidden group-has-[option[value=onDate]:checked]/release:block">
          <TextField
            name="day"
            label={t('day')}
            hint={t('dayHint').replace('{timeZone}', timeZone)}
            type="date"
            isOptional
          />
        </div>
        <div className="hidden group-has-[option[value=afterLesson]:checked]/release:block">
          <SelectField
            name="afterLessonId"
            label={t('after')}
            options={lessons}
            placeholder={t('afterNone')}
            isOptional
          />
        </div>
      </div>
    </AutosavedForm>
  )
}

function valuesOf({ release }: ReleaseFormProps['lesson']): Record<string, string> {
  return {
    rule: release?.rule ?? '',
    days: String(release?.days ?? ''),
    day: release?.day ?? '',
    afterLessonId: release?.lessonId ?? '',
  }
}

const loadSchema = () => import('@/lib/courses/schema/lesson').then((module) => module.ReleaseDraft)
