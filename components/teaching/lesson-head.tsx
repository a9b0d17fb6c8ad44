import { getTranslations } from '@/i18n/texts'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { LinkButton } from '@/components/ui/link-button'
import type { AuthoredLesson } from '@/lib/courses/authored-dto'

/** Where a lesson stands, its neighbours, and the way to see it as its learners do. */
export async function LessonHead({ lesson }: { lesson: AuthoredLesson }) {
  const t = await getTranslations('teaching.lesson')
  const { course } = lesson
  const base = `/instructor/courses/${course.id}`
  const lessons = course.modules.flatMap(({ sections }) => sections.flatMap((section) => section.lessons))
  const at = lessons.findIndex(({ id }) => id === lesson.id)
  const inModule = course.modules.find(({ id }) => id === lesson.moduleId)
  const [previous, next] = [lessons[at - 1], lessons[at + 1]]
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 pt-6 pb-5">
      <Breadcrumb
        label={t('crumb')}
        crumbs={[{ label: t('crumb'), href: `${base}/curriculum` }, { label: inModule?.title ?? '' }]}
      />
      <div className="flex flex-wrap gap-2">
        {previous ? (
          <LinkButton href={`${base}/lessons/${previous.id}`} size="sm" variant="quiet">
            {t('previous')}
          </LinkButton>
        ) : null}
        {next ? (
          <LinkButton href={`${base}/lessons/${next.id}`} size="sm" variant="quiet">
            {t('next')}
          </LinkButton>
        ) : null}
        <LinkButton href={`${base}/lessons/${lesson.id}/preview`} size="sm">
          {t('preview')}
        </LinkButton>
      </div>
    </div>
  )
}
