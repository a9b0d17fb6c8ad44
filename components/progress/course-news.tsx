import { useLocale, useTranslations } from '@/i18n/texts'
import { Section } from '@/components/layout/section'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { TextLink } from '@/components/ui/text-link'
import type { CourseNews as News } from '@/lib/progress/dto'

/** What was added to the viewer's courses since they opened them last. */
export function CourseNews({ news }: { news: News[] }) {
  const t = useTranslations('progress.news')
  const locale = useLocale()
  if (news.length === 0) return null
  return (
    <Section title={t('title')}>
      <ul className="grid gap-4 md:grid-cols-2">
        {news.map(({ course, count, lessons }) => {
          const lang = course.language === locale ? undefined : course.language
          return (
            <li key={course.id} className="min-w-0">
              <Card className="h-full">
                <p className="flex items-center gap-2 text-sm font-medium text-accent">
                  <Icon name="sparkles" size="sm" />
                  {t('count', { count })}
                </p>
                <h3 lang={lang} className="mt-1 leading-snug wrap-anywhere">
                  <TextLink href={`/learn/${course.slug}`} prefetch={false}>
                    {course.title}
                  </TextLink>
                </h3>
                <ul className="mt-2 flex flex-col gap-1 text-sm text-muted">
                  {lessons.map((lesson) => (
                    <li key={lesson.id} lang={lang} className="wrap-anywhere">
                      {lesson.title}
                    </li>
                  ))}
                  {count > lessons.length ? <li>{t('more', { count: count - lessons.length })}</li> : null}
                </ul>
              </Card>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
