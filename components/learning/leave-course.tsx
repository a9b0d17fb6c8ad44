import { getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { leaveCourseAction } from '@/lib/progress/actions'

/** Two ways out, each saying what becomes of the marks. */
export async function LeaveCourse({ courseId, title }: { courseId: string; title: string }) {
  const t = await getTranslations('learning.home')
  const name = t('leaveTitle', { title })
  return (
    <details className="group w-full sm:w-auto">
      <summary className="flex min-h-11 list-none items-center text-sm text-muted underline underline-offset-3 sm:justify-end">
        {t('leave')}
      </summary>
      <div className="mt-3 flex flex-col gap-4 sm:items-end sm:text-right">
        <p className="max-w-md text-sm text-muted">{t('leaveText')}</p>
        <div>
          <ActionButton
            action={leaveCourseAction}
            fields={{ courseId, progress: 'keep' }}
            confirm={{ title: name, description: t('leaveKeepText'), confirmLabel: t('leaveKeep') }}
          >
            {t('leaveKeep')}
          </ActionButton>
        </div>
        <div>
          <ActionButton
            action={leaveCourseAction}
            fields={{ courseId, progress: 'erase' }}
            variant="danger-quiet"
            confirm={{
              title: name,
              description: t('leaveEraseText'),
              confirmLabel: t('leaveEraseConfirm'),
              isDestructive: true,
            }}
          >
            {t('leaveErase')}
          </ActionButton>
        </div>
      </div>
    </details>
  )
}
