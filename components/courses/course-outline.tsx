import { getLocale, getTranslations } from 'next-intl/server'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/i18n/navigation'
import { lessonsOf, type OutlineLesson, type OutlineModule } from '@/lib/courses/dto'
import { formatMinutes } from '@/lib/utils/dates'

interface CourseOutlineProps {
  slug: string
  language: string
  outline: readonly OutlineModule[]
}

/** What is inside a course, part by part; the first part is open. */
export async function CourseOutline({ slug, language, outline }: CourseOutlineProps) {
  const [t, locale] = await Promise.all([getTranslations('courses.course'), getLocale()])
  const lang = language === locale ? undefined : language
  return (
    <ol className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-raised">
      {outline.map((module, index) => {
        const lessons = lessonsOf([module])
        const minutes = lessons.reduce((sum, lesson) => sum + lesson.durationMinutes, 0)
        return (
          <li key={module.id}>
            <details open={index === 0} className="group">
              <summary className="flex min-h-14 list-none items-center gap-3 px-4 py-3 sm:px-5">
                <Icon
                  name="chevron-right"
                  size="sm"
                  className="text-muted transition-transform group-open:rotate-90"
                />
                <h3 lang={lang} className="min-w-0 grow wrap-anywhere">
                  {module.title}
                </h3>
                <span className="shrink-0 text-sm text-muted">
                  {t('lessons', { count: lessons.length })}
                  <span className="max-sm:hidden">{` · ${formatMinutes(minutes, locale)}`}</span>
                </span>
              </summary>
              <div className="px-4 pb-3 sm:px-5">
                {module.description ? (
                  <p lang={lang} className="pb-2 pl-7 text-sm text-muted">
                    {module.description}
                  </p>
                ) : null}
                {module.sections.map((section) => (
                  <div key={section.id}>
                    {section.title ? (
                      <h4 lang={lang} className="pt-3 pb-1 pl-7 text-sm text-muted">
                        {section.title}
                      </h4>
                    ) : null}
                    <ul>
                      {section.lessons.map((lesson) => (
                        <li key={lesson.id}>
                          <OutlineRow lesson={lesson} slug={slug} lang={lang} />
                        </li>
                      ))}
                    </ul>
                  </div>
                ))}
              </div>
            </details>
          </li>
        )
      })}
    </ol>
  )
}

interface OutlineRowProps {
  lesson: OutlineLesson
  slug: string
  lang: string | undefined
}

async function OutlineRow({ lesson, slug, lang }: OutlineRowProps) {
  const [t, locale] = await Promise.all([getTranslations('courses.course'), getLocale()])
  return (
    <div className="flex items-baseline gap-x-3 py-2 pl-7 text-sm">
      <Icon name="file-text" size="sm" className="translate-y-0.5 text-muted" />
      <span className="flex min-w-0 grow flex-wrap items-baseline justify-between gap-x-3 gap-y-1 wrap-anywhere">
        {lesson.isPreview ? (
          <Link
            href={`/courses/${slug}/preview/${lesson.id}`}
            prefetch={false}
            lang={lang}
            className="font-medium text-accent underline decoration-current/35 underline-offset-3 hover:decoration-current"
          >
            {lesson.title}
          </Link>
        ) : (
          <span lang={lang}>{lesson.title}</span>
        )}
        {lesson.isPreview ? <Badge tone="accent">{t('preview')}</Badge> : null}
        {lesson.isRequired ? null : <Badge>{t('optional')}</Badge>}
      </span>
      <span className="shrink-0 text-muted">{formatMinutes(lesson.durationMinutes, locale)}</span>
    </div>
  )
}
