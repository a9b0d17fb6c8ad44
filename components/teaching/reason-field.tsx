import { useTranslations } from '@/i18n/texts'
import { TextareaField } from '@/components/forms/textarea-field'
import { ACT_REASON_MAX } from '@/lib/enrollments/constants'

/** Why a teacher does something to one learner, who reads it too. */
export function ReasonField({ label }: { label: string }) {
  const t = useTranslations('students.details')
  return (
    <TextareaField
      name="reason"
      label={label}
      hint={t('reasonHint')}
      isOptional
      rows={2}
      maxLength={ACT_REASON_MAX}
    />
  )
}
