import { getFormatter } from 'next-intl/server'
import { getLocale, getTranslations } from '@/i18n/texts'
import { Badge } from '@/components/ui/badge'
import type { Attempt } from '@/lib/webhooks/dto'
import { formatMoment } from '@/lib/utils/dates'

/** Each try of a delivery with what came back, newest first. */
export async function AttemptList({
  attempts,
  timeZone,
}: {
  attempts: readonly Attempt[]
  timeZone: string
}) {
  const [t, locale, format] = await Promise.all([
    getTranslations('webhooks.attempts'),
    getLocale(),
    getFormatter(),
  ])
  if (attempts.length === 0) return <p className="text-muted">{t('none')}</p>
  return (
    <ol className="divide-y divide-line rounded-lg border border-line bg-raised">
      {attempts.map(({ at, status, failure, durationMilliseconds, answer }) => (
        <li key={at.toISOString()} className="px-4 py-3">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Badge tone={failure === null ? 'success' : 'danger'}>
              {failure === null || failure === 'status'
                ? t('status', { status: String(status) })
                : t(failure)}
            </Badge>
            <span className="text-sm text-muted">{formatMoment(at, { locale, timeZone })}</span>
            <span className="text-sm text-muted tabular-nums">
              {t('took', { milliseconds: format.number(durationMilliseconds) })}
            </span>
          </p>
          {answer === '' ? null : (
            <details className="mt-2 text-sm">
              <summary className="cursor-pointer text-muted">{t('answer')}</summary>
              <pre className="mt-2 overflow-x-auto rounded-md bg-sunken p-3 wrap-anywhere whitespace-pre-wrap">
                {answer}
              </pre>
            </details>
          )}
        </li>
      ))}
    </ol>
  )
}
