import { getLocale, getTranslations } from 'next-intl/server'
import { Card } from '@/components/ui/card'
import { LinkButton } from '@/components/ui/link-button'
import { ProgressRing } from '@/components/ui/progress-ring'
import type { CourseHome } from '@/lib/progress/dto'
import { formatDay } from '@/lib/utils/dates'

/** How far the learner is, and the one button that goes on. */
export async function CourseStanding({ home: { course, learner, canReadLessons } }: { home: CourseHome }) {
  const [t, locale] = await Promise.all([getTranslations('learning.home'), getLocale()])
  const { enrollment, continueWith, percent } = learner
  if (enrollment === null) return null
  const lang = course.language === locale ? undefined : course.language
  const first = course.outline[0]?.sections[0]?.lessons[0]
  const target = continueWith ?? first
  const label = continueWith === null ? t('again') : learner.doneCount === 0 ? t('start') : t('continue')
  return (
    <Card className="mt-8 flex flex-wrap items-center gap-x-6 gap-y-4">
      <ProgressRing percent={percent} label={t('progressLabel', { title: course.title })} className="size-16">
        {`${percent}%`}
      </ProgressRing>
      <div className="min-w-0 grow basis-56">
        <p className="font-semibold">
          {t('lessonsDone', { done: learner.doneCount, count: learner.lessonCount })}
        </p>
        {enrollment.completedAt ? (
          <p className="text-sm text-success">
            {t('completed', {
              date: formatDay(enrollment.completedAt, { locale, timeZone: course.timeZone }),
            })}
          </p>
        ) : null}
        {learner.openSinceCompletion > 0 ? (
          <p className="text-sm text-muted">{t('newLessons', { count: learner.openSinceCompletion })}</p>
        ) : null}
        {continueWith && canReadLessons ? (
          <p lang={lang} className="text-sm wrap-anywhere text-muted">
            {t('nextUp', { title: continueWith.title })}
          </p>
        ) : null}
      </div>
      {target && canReadLessons ? (
        <LinkButton
          href={`/learn/${course.slug}/${target.id}`}
          prefetch={false}
          variant={continueWith === null ? 'secondary' : 'primary'}
          size="lg"
          className="max-sm:w-full"
        >
          {label}
        </LinkButton>
      ) : null}
    </Card>
  )
}
