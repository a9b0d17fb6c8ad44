import { useLocale, useTranslations } from '@/i18n/texts'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { ProgressRing } from '@/components/ui/progress-ring'
import { Link } from '@/i18n/navigation'
import type { LearningCard as Learning } from '@/lib/progress/dto'
import { formatDay } from '@/lib/utils/dates'

interface LearningCardProps {
  card: Learning
  /** The learner's own. */
  timeZone: string
}

/** A course the viewer learns, with how far they are. */
export function LearningCard({ card, timeZone }: LearningCardProps) {
  const t = useTranslations('progress.courses')
  const dashboard = useTranslations('progress.dashboard')
  const locale = useLocale()
  const { course } = card
  const lang = course.language === locale ? undefined : course.language
  const isCompleted = card.status === 'completed'
  const when =
    isCompleted && card.completedAt !== null
      ? t('completedOn', { date: formatDay(card.completedAt, { locale, timeZone }) })
      : t('lastOpened', { date: formatDay(card.lastAccessedAt, { locale, timeZone }) })
  return (
    <Card isInteractive={card.isThere} className="flex h-full items-center gap-4">
      <ProgressRing
        percent={card.progress}
        label={dashboard('progressLabel', { title: course.title })}
        className="size-14"
      >
        {dashboard('percent', { percent: card.progress })}
      </ProgressRing>
      <div className="min-w-0 grow">
        <h3 lang={lang} className="leading-snug wrap-anywhere">
          {card.isThere ? (
            <Link
              href={`/learn/${course.slug}`}
              prefetch={false}
              className="after:absolute after:inset-0 after:rounded-lg"
            >
              {course.title}
            </Link>
          ) : (
            course.title
          )}
        </h3>
        <p className="mt-0.5 text-sm text-muted">{when}</p>
        {isCompleted && card.progress < 100 ? <p className="text-sm text-muted">{t('newLessons')}</p> : null}
        {card.isThere ? null : <p className="text-sm text-muted">{t('notThere')}</p>}
      </div>
      {isCompleted ? (
        <Badge tone="success" className="max-sm:hidden">
          {t('completed')}
        </Badge>
      ) : null}
    </Card>
  )
}
