import { getLocale, getTranslations } from 'next-intl/server'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { VisuallyHidden } from '@/components/ui/visually-hidden'
import { Link } from '@/i18n/navigation'
import type { OutlineLesson } from '@/lib/courses/dto'
import type { CourseHome } from '@/lib/progress/dto'
import { formatMinutes } from '@/lib/utils/dates'

/** All lessons of the course, part by part, with what each part is about. */
export async function LessonList({ home: { course, learner, canReadLessons } }: { home: CourseHome }) {
  const locale = await getLocale()
  const lang = course.language === locale ? undefined : course.language
  const done = new Set(learner.doneLessonIds)
  return course.outline.map((module) => (
    <section key={module.id} className="mt-10">
      <h2 lang={lang} className="text-xl wrap-anywhere">
        {module.title}
      </h2>
      {module.description ? (
        <p lang={lang} className="mt-1 max-w-measure text-muted">
          {module.description}
        </p>
      ) : null}
      {module.sections.map((section) => (
        <div key={section.id} className="mt-4">
          {section.title ? (
            <h3 lang={lang} className="mb-2 wrap-anywhere">
              {section.title}
            </h3>
          ) : null}
          <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
            {section.lessons.map((lesson) => (
              <li key={lesson.id}>
                <LessonRow
                  lesson={lesson}
                  href={canReadLessons ? `/learn/${course.slug}/${lesson.id}` : null}
                  isDone={done.has(lesson.id)}
                  lang={lang}
                />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  ))
}

interface LessonRowProps {
  lesson: OutlineLesson
  /** Null while the lessons are not open. */
  href: string | null
  isDone: boolean
  lang: string | undefined
}

async function LessonRow({ lesson, href, isDone, lang }: LessonRowProps) {
  const [t, locale] = await Promise.all([getTranslations('learning.outline'), getLocale()])
  return (
    <div className="relative flex items-center gap-3 px-4 py-3.5">
      <Icon
        name={href === null ? 'lock' : isDone ? 'circle-check' : 'circle'}
        className={isDone ? 'text-success' : 'text-line-strong'}
      />
      <span className="min-w-0 grow">
        {isDone ? <VisuallyHidden>{`${t('done')}: `}</VisuallyHidden> : null}
        {href === null ? (
          <span lang={lang} className="wrap-anywhere">
            {lesson.title}
          </span>
        ) : (
          <Link
            href={href}
            lang={lang}
            prefetch={false}
            className="font-medium wrap-anywhere after:absolute after:inset-0 hover:underline"
          >
            {lesson.title}
          </Link>
        )}
      </span>
      {lesson.isRequired ? null : <Badge>{t('optional')}</Badge>}
      <span className="shrink-0 text-sm text-muted">{formatMinutes(lesson.durationMinutes, locale)}</span>
    </div>
  )
}
