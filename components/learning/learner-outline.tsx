import { getLocale, getTranslations } from 'next-intl/server'
import { NavLink } from '@/components/layout/nav-link'
import { Icon } from '@/components/ui/icon'
import { ProgressBar } from '@/components/ui/progress-bar'
import { VisuallyHidden } from '@/components/ui/visually-hidden'
import type { OutlineLesson } from '@/lib/courses/dto'
import { lessonsOf } from '@/lib/courses/dto'
import type { CourseHome } from '@/lib/progress/dto'
import { formatMinutes } from '@/lib/utils/dates'

const ROW =
  'flex min-h-11 items-start gap-3 rounded-md px-3 py-2 text-sm pointer-fine:min-h-9 transition-colors hover:bg-sunken ' +
  'aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent'

/** The course beside its lessons: what is done, where one is, and what comes. */
export async function LearnerOutline({ home }: { home: CourseHome }) {
  const { course, learner, canReadLessons } = home
  const [t, homeTexts, locale] = await Promise.all([
    getTranslations('learning.outline'),
    getTranslations('learning.home'),
    getLocale(),
  ])
  const lang = course.language === locale ? undefined : course.language
  const done = new Set(learner.doneLessonIds)
  return (
    <nav aria-label={t('title')}>
      <NavLink href={`/learn/${course.slug}`} match="page" prefetch={false} className={ROW}>
        <Icon name="house" size="sm" className="mt-0.5" />
        <span lang={lang} className="min-w-0 font-semibold wrap-anywhere">
          {course.title}
        </span>
      </NavLink>
      {learner.enrollment ? (
        <div className="px-3 pt-2 pb-1">
          <ProgressBar
            percent={learner.percent}
            label={homeTexts('progressLabel', { title: course.title })}
          />
          <p className="mt-1.5 text-xs text-muted">
            {homeTexts('lessonsDone', { done: learner.doneCount, count: learner.lessonCount })}
          </p>
        </div>
      ) : null}
      <ol className="mt-3 flex flex-col gap-4">
        {course.outline.map((module) => {
          const lessons = lessonsOf([module])
          const count = lessons.filter((lesson) => done.has(lesson.id)).length
          return (
            <li key={module.id}>
              <div className="flex items-baseline justify-between gap-3 px-3 pb-1">
                <p lang={lang} className="min-w-0 text-xs font-semibold wrap-anywhere">
                  {module.title}
                </p>
                <p className="shrink-0 text-xs text-muted">
                  <span aria-hidden="true">{`${count}/${lessons.length}`}</span>
                  <VisuallyHidden>
                    {t('moduleProgress', { done: count, count: lessons.length })}
                  </VisuallyHidden>
                </p>
              </div>
              {module.sections.map((section) => (
                <div key={section.id}>
                  {section.title ? (
                    <p lang={lang} className="px-3 pt-2 pb-1 text-xs text-muted">
                      {section.title}
                    </p>
                  ) : null}
                  <ul className="flex flex-col gap-0.5">
                    {section.lessons.map((lesson) => (
                      <li key={lesson.id}>
                        <OutlineRow
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
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

interface OutlineRowProps {
  lesson: OutlineLesson
  /** Null while the lessons are not open. */
  href: string | null
  isDone: boolean
  lang: string | undefined
}

async function OutlineRow({ lesson, href, isDone, lang }: OutlineRowProps) {
  const [t, locale] = await Promise.all([getTranslations('learning.outline'), getLocale()])
  const content = (
    <>
      {href === null ? (
        <Icon name="lock" size="sm" className="mt-0.5 text-muted" />
      ) : (
        <Icon
          name={isDone ? 'circle-check' : 'circle'}
          size="sm"
          className={isDone ? 'mt-0.5 text-success' : 'mt-0.5 text-line-strong'}
        />
      )}
      <span className="min-w-0 grow">
        {isDone ? <VisuallyHidden>{`${t('done')}: `}</VisuallyHidden> : null}
        <span lang={lang} className="wrap-anywhere">
          {lesson.title}
        </span>
        <span className="block text-xs font-normal text-muted">
          {formatMinutes(lesson.durationMinutes, locale)}
          {lesson.isRequired ? null : ` · ${t('optional')}`}
        </span>
      </span>
    </>
  )
  if (href === null)
    return <div className="flex items-start gap-3 px-3 py-2 text-sm text-muted">{content}</div>
  return (
    <NavLink href={href} match="page" prefetch={false} className={ROW}>
      {content}
    </NavLink>
  )
}
