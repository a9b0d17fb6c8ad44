import { getTranslations } from '@/i18n/texts'
import { Form } from '@/components/forms/form'
import { FormTexts } from '@/components/forms/form-texts'
import { SubmitButton } from '@/components/forms/submit-button'
import { TextField } from '@/components/forms/text-field'
import { accommodateAction } from '@/lib/progress/actions/students'
import type { StudentDetails } from '@/lib/progress/dto'
import { ACCOMMODATION_LIMITS } from '@/lib/quizzes/constants'
import { ReasonField } from './reason-field'

/** What one learner gets beyond others, in three numbers, and why. */
export async function StudentAccommodations({ details }: { details: StudentDetails }) {
  const t = await getTranslations('students.details')
  const { course, student, accommodations } = details
  const fields = [
    { name: 'extraTimePercent', label: t('extraTime'), hint: t('extraTimeHint') },
    { name: 'extraAttempts', label: t('extraAttempts') },
    { name: 'laterDays', label: t('laterDays') },
  ] as const
  return (
    <FormTexts>
      <Form
        action={accommodateAction}
        label={t('extra', { name: student.fullName })}
        defaultValues={Object.fromEntries(fields.map(({ name }) => [name, String(accommodations[name])]))}
        doneMessage={t('saved')}
      >
        <input type="hidden" name="courseId" value={course.id} />
        <input type="hidden" name="userId" value={student.id} />
        <div className="grid gap-4 sm:grid-cols-3">
          {fields.map((field) => (
            <TextField
              key={field.name}
              {...field}
              type="number"
              inputMode="numeric"
              min={0}
              max={ACCOMMODATION_LIMITS[field.name]}
            />
          ))}
        </div>
        <ReasonField label={t('extraReason')} />
        <div>
          <SubmitButton variant="secondary">{t('save')}</SubmitButton>
        </div>
      </Form>
    </FormTexts>
  )
}
