import { getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { Section } from '@/components/layout/section'
import { restoreLessonAction, restoreModuleAction } from '@/lib/courses/actions/curriculum'
import type { AuthoredCourse } from '@/lib/courses/authored-dto'

/** What was taken out and can still come back. */
export async function RemovedList({ course }: { course: AuthoredCourse }) {
  const t = await getTranslations('teaching.curriculum')
  const { id, removed, can } = course
  if (!can.edit || removed.modules.length + removed.lessons.length === 0) return null
  return (
    <Section title={t('removed')} lead={t('removedLead')}>
      <ul className="divide-y divide-line rounded-lg border border-line">
        {removed.modules.map((each) => (
          <li key={each.id} className="flex flex-wrap items-center justify-between gap-3 px-4 py-2">
            <span dir="auto" className="min-w-0 wrap-anywhere">
              {t('removedModule', { title: each.title, count: each.lessonCount })}
            </span>
            <ActionButton
              action={restoreModuleAction}
              fields={{ courseId: id, moduleId: each.id }}
              label={t('restoreName', { title: each.title })}
              size="sm"
            >
              {t('restore')}
            </ActionButton>
          </li>
        ))}
        {removed.lessons.map((each) => (
          <li key={each.id} className="flex flex-wrap items-center justify-between gap-3 px-4 py-2">
            <span dir="auto" className="min-w-0 wrap-anywhere">
              {each.title}
            </span>
            <ActionButton
              action={restoreLessonAction}
              fields={{ lessonId: each.id }}
              label={t('restoreName', { title: each.title })}
              size="sm"
            >
              {t('restore')}
            </ActionButton>
          </li>
        ))}
      </ul>
    </Section>
  )
}
