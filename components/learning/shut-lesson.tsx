import { getLocale, getTranslations } from '@/i18n/texts'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { lessonsOf } from '@/lib/courses/dto'
import type { CourseHome } from '@/lib/progress/dto'
import { formatMoment } from '@/lib/utils/dates'
import { languageOf } from '@/lib/utils/languages'

interface ShutLessonProps {
  home: CourseHome
  lessonId: string
  timeZone: string
}

/** In the place of a lesson that is not open yet: when it opens, and what there is until then. */
export async function ShutLesson({ home, lessonId, timeZone }: ShutLessonProps) {
  const { course, learner, canReadLessons } = home
  const [t, locale] = await Promise.all([getTranslations('learning.shut'), getLocale()])
  const lessons = lessonsOf(course.outline)
  const title = lessons.find(({ id }) => id === lessonId)?.title ?? ''
  const opening = learner.openings[lessonId]
  const before = lessons.find(({ id }) => id === opening?.afterLessonId)
  const at = canReadLessons ? (opening?.opensAt ?? null) : course.startDate
  const next = before ?? learner.continueWith
  return (
    <div className="flex flex-col items-start py-6">
      <span className="grid size-14 place-items-center rounded-full bg-accent-soft text-accent">
        <Icon name="lock" size="lg" />
      </span>
      <h1 {...languageOf(course.language, locale)} className="mt-5 text-2xl wrap-anywhere sm:text-3xl">
        {title}
      </h1>
      <p className="mt-3 text-lg">
        {at !== null
          ? t('opensAt', { moment: formatMoment(at, { locale, timeZone }) })
          : before
            ? t('opensAfter', { title: before.title })
            : t('notYet')}
      </p>
      <div className="mt-6 flex flex-wrap gap-3">
        {next && canReadLessons ? (
          <LinkButton href={`/learn/${course.slug}/${next.id}`} prefetch={false} variant="primary">
            {before ? t('goToThat') : t('goOn')}
          </LinkButton>
        ) : null}
        <LinkButton href={`/learn/${course.slug}`} prefetch={false}>
          {t('backToCourse')}
        </LinkButton>
      </div>
    </div>
  )
}
