import { getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { Section } from '@/components/layout/section'
import { Avatar } from '@/components/ui/avatar'
import { removeCoInstructorAction } from '@/lib/courses/actions/authoring'
import type { AuthoredCourse } from '@/lib/courses/authored-dto'
import { CoInstructorForm } from './co-instructor-form'

/** Who writes the course; its instructor says who else. */
export async function CoInstructorSection({ course }: { course: AuthoredCourse }) {
  const t = await getTranslations('teaching.details')
  const { id, instructor, coInstructors, can } = course
  return (
    <Section title={t('people')} lead={t('coInstructors')}>
      <ul className="flex max-w-measure flex-col divide-y divide-line rounded-lg border border-line">
        {[...(instructor ? [instructor] : []), ...coInstructors].map((person, index) => (
          <li key={person.username} className="flex items-center gap-3 px-4 py-3">
            <Avatar name={person.fullName} imageUrl={person.avatarUrl} size="md" />
            <span className="min-w-0 grow wrap-anywhere">
              {person.fullName} <span className="text-muted">@{person.username}</span>
            </span>
            {instructor && index === 0 ? (
              <span className="text-sm text-muted">{t('instructor')}</span>
            ) : can.appoint ? (
              <ActionButton
                action={removeCoInstructorAction}
                fields={{ courseId: id, username: person.username }}
                label={t('removeName', { name: person.fullName })}
                variant="danger-quiet"
                size="sm"
              >
                {t('remove')}
              </ActionButton>
            ) : null}
          </li>
        ))}
      </ul>
      {can.appoint ? (
        <CoInstructorForm courseId={id} texts={{ username: t('username'), add: t('add') }} />
      ) : null}
    </Section>
  )
}
