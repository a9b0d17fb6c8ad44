import { useTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { FormTexts } from '@/components/forms/form-texts'
import { Section } from '@/components/layout/section'
import { removeStudentAction } from '@/lib/progress/actions/students'
import type { Student } from '@/lib/progress/dto'
import { ReasonField } from './reason-field'

/** Ends somebody's learning here; the list, to which it leads, offers to undo it. */
export function RemoveStudent({ courseId, student }: { courseId: string; student: Student }) {
  const t = useTranslations('students.details')
  const { id, fullName } = student
  return (
    <Section title={t('remove')} lead={t('removeLead', { name: fullName })}>
      <FormTexts>
        <ActionButton
          action={removeStudentAction}
          fields={{ courseId, userId: id }}
          variant="danger-quiet"
          confirm={{
            title: t('removeConfirm', { name: fullName }),
            description: t('removeText'),
            confirmLabel: t('remove'),
            isDestructive: true,
            ask: <ReasonField label={t('removeReason')} />,
          }}
        >
          {t('remove')}
        </ActionButton>
      </FormTexts>
    </Section>
  )
}
