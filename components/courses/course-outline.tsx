import { getLocale, getTranslations, useLocale, useTranslations } from '@/i18n/texts'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/i18n/navigation'
import { lessonsOf, type CourseDetails, type OutlineLesson, type OutlineModule } from '@/lib/courses/dto'
import { formatDay, formatMinutes } from '@/lib/utils/dates'

interface CourseOutlineProps {
  course: Pick<CourseDetails, 'slug' | 'language' | 'timeZone' | 'outline'>
  /** What has opened by then needs no word any more. */
  moment: Date
}

/** What is inside a course, part by part; the first part is open. */
export function CourseOutline({ course, moment }: CourseOutlineProps) {
  const locale = useLocale()
  const lang = course.language === locale ? undefined : course.language
  const titles = new Map(lessonsOf(course.outline).map((lesson) => [lesson.id, lesson.title]))
  return (
    <ol className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-raised">
      {course.outline.map((module, index) => (
        <li key={module.id}>
          <details open={index === 0} className="group">
            <ModuleSummary module={module} lang={lang} />
            <div className="px-4 pb-3 sm:px-5">
              {module.description ? (
                <p lang={lang} className="pb-2 pl-7 text-sm text-muted">
                  <bdi>{module.description}</bdi>
                </p>
              ) : null}
              {module.sections.map((section) => (
                <div key={section.id}>
                  {section.title ? (
                    <h4 lang={lang} className="pt-3 pb-1 pl-7 text-sm text-muted">
                      <bdi>{section.title}</bdi>
                    </h4>
                  ) : null}
                  <ul className="lesson-lines">
                    {section.lessons.map((lesson) => (
                      <li key={lesson.id} data-type={lesson.type}>
                        <div>
                          <LessonName lesson={lesson} slug={course.slug} lang={lang} />
                          <Opening lesson={lesson} titles={titles} at={{ moment, zone: course.timeZone }} />
                        </div>
                        <TypeAndLength lesson={lesson} />
                      </li>
                    ))}
                  </ul>
                </div>
              ))}
            </div>
          </details>
        </li>
      ))}
    </ol>
  )
}

function ModuleSummary({ module, lang }: { module: OutlineModule; lang: string | undefined }) {
  const t = useTranslations('courses.course')
  const locale = useLocale()
  const lessons = lessonsOf([module])
  const minutes = lessons.reduce((sum, lesson) => sum + lesson.durationMinutes, 0)
  return (
    <summary className="flex min-h-14 list-none items-center gap-3 px-4 py-3 sm:px-5">
      <Icon
        name="chevron-right"
        size="sm"
        className="text-muted transition-transform group-open:rotate-90 motion-reduce:transition-none"
      />
      <span className="flex min-w-0 grow flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
        <h3 lang={lang} className="min-w-0 wrap-anywhere">
          <bdi>{module.title}</bdi>
        </h3>
        <span className="shrink-0 text-sm text-muted">
          {t('moduleSummary', { count: lessons.length, duration: formatMinutes(minutes, locale) })}
        </span>
      </span>
    </summary>
  )
}

interface LessonNameProps {
  lesson: OutlineLesson
  slug: string
  lang: string | undefined
}

/** Its name; most lessons are for those who enrol, and carry no mark. */
function LessonName({ lesson, slug, lang }: LessonNameProps) {
  const t = useTranslations('courses.course')
  if (!lesson.isPreview && lesson.isRequired) return <bdi lang={lang}>{lesson.title}</bdi>
  return (
    <span className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
      {lesson.isPreview ? (
        <Link
          href={`/courses/${slug}/preview/${lesson.id}`}
          prefetch={false}
          lang={lang}
          className="font-medium text-accent underline decoration-current/35 underline-offset-3 hover:decoration-current"
        >
          <bdi>{lesson.title}</bdi>
        </Link>
      ) : (
        <bdi lang={lang}>{lesson.title}</bdi>
      )}
      {lesson.isPreview ? <Badge tone="accent">{t('preview')}</Badge> : null}
      {lesson.isRequired ? null : <Badge>{t('optional')}</Badge>}
    </span>
  )
}

function TypeAndLength({ lesson }: { lesson: OutlineLesson }) {
  const t = useTranslations('courses.course')
  const locale = useLocale()
  return (
    <small>{`${t(`lessonTypes.${lesson.type}`)} · ${formatMinutes(lesson.durationMinutes, locale)}`}</small>
  )
}

interface OpeningProps {
  lesson: OutlineLesson
  titles: ReadonlyMap<string, string>
  at: { moment: Date; zone: string }
}

/** When a lesson opens, where it does not with the course. Free previews are open to everybody. */
async function Opening(props: OpeningProps) {
  const words = props.lesson.isPreview ? null : await openingOf(props)
  if (words === null) return null
  return (
    <p className="mt-0.5 flex items-start gap-1.5 text-xs text-muted">
      <Icon name="lock" size="xs" className="mt-[calc((1lh-0.875rem)/2)]" />
      <span className="min-w-0 wrap-anywhere">{words}</span>
    </p>
  )
}

async function openingOf({ lesson: { release }, titles, at }: OpeningProps): Promise<string | null> {
  const [t, locale] = await Promise.all([getTranslations('courses.course'), getLocale()])
  if (release === null) return null
  const { rule, days, at: day, lessonId } = release
  if (rule === 'afterDays') return days ? t('opensAfterDays', { days }) : null
  if (rule === 'onDate') {
    const isAhead = day !== null && day > at.moment
    return isAhead ? t('opensOn', { date: formatDay(day, { locale, timeZone: at.zone }) }) : null
  }
  const title = titles.get(lessonId ?? '')
  return title === undefined ? null : t('opensAfter', { title })
}
