import { useLocale, useTranslations } from '@/i18n/texts'
import { LinkButton } from '@/components/ui/link-button'
import { ProgressBar } from '@/components/ui/progress-bar'
import type { Regrading } from '@/lib/quizzes/regrade-dto'
import { formatMoment } from '@/lib/utils/dates'
import { PageRefresh } from './page-refresh'

interface PastRegradingsProps {
  past: readonly Regrading[]
  timeZone: string
  /** The page's own address. */
  href: string
}

/** What was graded anew, by whom and why; and how far the one under way is. */
export function PastRegradings({ past, timeZone, href }: PastRegradingsProps) {
  const t = useTranslations('quizzes.regrade')
  const locale = useLocale()
  return (
    <ol className="divide-y divide-line overflow-hidden rounded-lg border border-line">
      {past.map(({ id, toNumber, learners, attempts, done, by, reason, askedAt, doneAt }) => (
        <li key={id} className="bg-raised px-4 py-3 text-sm">
          <p className="font-medium">{t('pastLine', { number: toNumber, learners })}</p>
          <p className="text-muted">
            {`${by ?? t('goneAccount')}, `}
            <time dateTime={askedAt}>{formatMoment(new Date(askedAt), { locale, timeZone })}</time>
          </p>
          <p dir="auto" className="mt-1 wrap-anywhere">
            {reason}
          </p>
          {doneAt === null ? (
            <div role="status" className="mt-3 flex flex-col items-start gap-2">
              <p className="font-medium">{t('running')}</p>
              <ProgressBar
                percent={attempts === 0 ? 0 : Math.floor((100 * done) / attempts)}
                label={t('progress', { done, attempts })}
                className="w-full max-w-sm"
              />
              <p className="text-muted">{t('progress', { done, attempts })}</p>
              <LinkButton href={href} prefetch={false} size="sm">
                {t('lookAgain')}
              </LinkButton>
              <PageRefresh />
            </div>
          ) : null}
        </li>
      ))}
    </ol>
  )
}
