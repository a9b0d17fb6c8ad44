import { useLocale, useTranslations } from '@/i18n/texts'
import type { TrailEntry } from '@/lib/assignments/dto'
import { formatMoment } from '@/lib/utils/dates'

interface GradeTrailProps {
  entries: readonly TrailEntry[]
  timeZone: string
  /** Whether it is the reader's own grade or one of their learners'. */
  whose: 'own' | 'learners'
}

/** Every change of a grade, newest first: what, from what to what, by whom and why. */
export function GradeTrail({ entries, timeZone, whose }: GradeTrailProps) {
  const t = useTranslations('assignments.trail')
  const locale = useLocale()
  const points = (value: number | null) => (value === null ? t('none') : String(value))
  if (entries.length === 0) return <p className="text-sm text-muted">{t('empty')}</p>
  return (
    <ol className="flex flex-col divide-y divide-line text-sm">
      {entries.map((entry) => (
        <li key={entry.id} className="flex flex-wrap gap-x-4 gap-y-0.5 py-2">
          <span className="font-medium">
            {t(`act.${whose}.${entry.act}`)}
            {entry.attempt === null ? null : (
              <span className="font-normal text-muted">{`, ${t('attempt', { number: entry.attempt })}`}</span>
            )}
          </span>
          {entry.before === entry.after ? null : (
            <span className="tabular-nums">
              {t('change', { before: points(entry.before), after: points(entry.after) })}
            </span>
          )}
          <span className="text-muted">
            {`${entry.by ?? t('house')}, `}
            <time dateTime={entry.at}>{formatMoment(new Date(entry.at), { locale, timeZone })}</time>
          </span>
          {entry.reason ? <span className="w-full wrap-anywhere">{entry.reason}</span> : null}
        </li>
      ))}
    </ol>
  )
}
