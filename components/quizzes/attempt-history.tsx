import { useLocale, useTranslations } from '@/i18n/texts'
import { Badge } from '@/components/ui/badge'
import { TextLink } from '@/components/ui/text-link'
import type { AttemptSummary } from '@/lib/quizzes/dto'
import { formatMoment } from '@/lib/utils/dates'

interface AttemptHistoryProps {
  history: readonly AttemptSummary[]
  shownNumber: number | null
  href: string
  timeZone: string
}

/** Every finished attempt, newest first, each with a way to its answers. */
export function AttemptHistory({ history, shownNumber, href, timeZone }: AttemptHistoryProps) {
  const t = useTranslations('quizzes.results')
  const locale = useLocale()
  return (
    <section aria-labelledby="attempts-title">
      <h2 id="attempts-title" className="mb-3 text-lg">
        {t('history')}
      </h2>
      <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line">
        {history.map(({ id, number, finishedAt, percent, isPassed }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 bg-raised px-4 py-3 text-sm">
            <span className="w-14 font-medium tabular-nums">{t('percent', { percent })}</span>
            <Badge tone={isPassed ? 'success' : 'neutral'}>{t(isPassed ? 'passed' : 'failed')}</Badge>
            <time dateTime={finishedAt.toISOString()} className="text-muted">
              {formatMoment(finishedAt, { locale, timeZone })}
            </time>
            <span className="sm:ms-auto">
              {number === shownNumber ? (
                <span className="text-muted">{t('shown')}</span>
              ) : (
                <TextLink href={`${href}?attempt=${number}`} prefetch={false}>
                  {t('show', { number })}
                </TextLink>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
