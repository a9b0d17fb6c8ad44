import { useLocale, useTranslations } from '@/i18n/texts'
import { CourseArt } from '@/components/courses/course-art'
import { Card } from '@/components/ui/card'
import { LinkButton } from '@/components/ui/link-button'
import { ProgressBar } from '@/components/ui/progress-bar'
import type { Continuation } from '@/lib/progress/dto'
import { formatTimecode } from '@/lib/utils/timecode'

/** The one thing to do next: the lesson where the learner stopped, and the second in it. */
export function ContinueCard({ continuation }: { continuation: Continuation }) {
  const t = useTranslations('progress.dashboard')
  const locale = useLocale()
  const { course, lesson, moduleTitle, progress, positionSeconds } = continuation
  const lang = course.language === locale ? undefined : course.language
  return (
    <section aria-labelledby="continue-title" className="mb-6">
      <Card padding="none" className="overflow-hidden sm:grid sm:grid-cols-[minmax(0,19rem)_minmax(0,1fr)]">
        <CourseArt
          course={course}
          isFirst
          className="h-full min-h-44 max-sm:aspect-auto max-sm:min-h-28 sm:aspect-auto"
        />
        <div className="flex flex-col justify-center p-5 sm:p-7">
          <h2 id="continue-title" className="text-sm font-medium text-muted">
            {t('continueTitle')}
          </h2>
          <p lang={lang} className="mt-1 text-xl font-semibold wrap-anywhere">
            {course.title}
          </p>
          <p lang={lang} className="mt-1 wrap-anywhere text-muted">
            {`${moduleTitle} · ${t('next', { lesson: lesson.title })}`}
          </p>
          <div className="mt-4 flex items-center gap-3 text-sm">
            <ProgressBar
              percent={progress}
              label={t('progressLabel', { title: course.title })}
              className="max-w-72"
            />
            <span>{t('percent', { percent: progress })}</span>
          </div>
          <div className="mt-5">
            <LinkButton
              href={`/learn/${course.slug}/${lesson.id}`}
              prefetch={false}
              variant="primary"
              size="lg"
              className="max-sm:w-full"
            >
              {positionSeconds > 0
                ? t('continueAt', { time: formatTimecode(positionSeconds) })
                : t('continue')}
            </LinkButton>
          </div>
        </div>
      </Card>
    </section>
  )
}
