import { useTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { leaveGradesAction } from '@/lib/quizzes/actions'
import type { RegradePreview } from '@/lib/quizzes/regrade-dto'
import { RegradeForm } from './regrade-form'

interface RegradeDecisionProps {
  lessonId: string
  preview: Pick<RegradePreview, 'seen' | 'learners' | 'isDue'>
}

/** Grading anew, with the reason; or leaving everything as it is, where that was asked. */
export function RegradeDecision({ lessonId, preview: { seen, learners, isDue } }: RegradeDecisionProps) {
  const t = useTranslations('quizzes.regrade')
  return (
    <div className="flex max-w-measure flex-col gap-8">
      <RegradeForm
        fields={{ lessonId, seen }}
        texts={{
          reason: t('reason'),
          reasonHint: t('reasonHint'),
          confirm: t('confirm', { count: learners }),
          apply: t('apply'),
        }}
      />
      {isDue ? (
        <div className="border-t border-line pt-6">
          <ActionButton action={leaveGradesAction} fields={{ lessonId }}>
            {t('leave')}
          </ActionButton>
          <p className="mt-2 text-sm text-muted">{t('leaveHint')}</p>
        </div>
      ) : null}
    </div>
  )
}
