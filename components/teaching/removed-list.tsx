import type { ReactNode } from 'react'
import { getTranslations } from '@/i18n/texts'
import { Section } from '@/components/layout/section'
import { ActionButton } from '@/components/forms/action-button'
import {
  restoreLessonAction,
  restoreModuleAction,
  restoreSectionAction,
} from '@/lib/courses/actions/curriculum'
import type { AuthoredCourse } from '@/lib/courses/authored-dto'

/** What was taken out and can still come back. */
export async function RemovedList({ course }: { course: AuthoredCourse }) {
  const t = await getTranslations('teaching.curriculum')
  const { id: courseId, removed, can } = course
  const count = removed.modules.length + removed.sections.length + removed.lessons.length
  if (!can.edit || count === 0) return null
  const restore = (title: string) =>
    ({ label: t('restoreName', { title }), size: 'sm', children: t('restore') }) as const
  return (
    <Section title={t('removed')} lead={t('removedLead')}>
      <ul className="divide-y divide-line rounded-lg border border-line">
        {removed.modules.map(({ id, title, lessonCount }) => (
          <RemovedRow key={id} words={t('removedModule', { title, count: lessonCount })}>
            <ActionButton
              action={restoreModuleAction}
              fields={{ courseId, moduleId: id }}
              {...restore(title)}
            />
          </RemovedRow>
        ))}
        {removed.sections.map(({ id, moduleId, title }) => (
          <RemovedRow key={id} words={t('removedSection', { title })}>
            <ActionButton
              action={restoreSectionAction}
              fields={{ courseId, moduleId, sectionId: id }}
              {...restore(title)}
            />
          </RemovedRow>
        ))}
        {removed.lessons.map(({ id, title }) => (
          <RemovedRow key={id} words={title}>
            <ActionButton action={restoreLessonAction} fields={{ lessonId: id }} {...restore(title)} />
          </RemovedRow>
        ))}
      </ul>
    </Section>
  )
}

function RemovedRow({ words, children }: { words: string; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-2">
      <span dir="auto" className="min-w-0 wrap-anywhere">
        {words}
      </span>
      {children}
    </li>
  )
}
