import { useLocale, useTranslations } from '@/i18n/texts'
import { Icon, type IconName } from '@/components/ui/icon'
import { TextLink } from '@/components/ui/text-link'
import type { Ledger, LedgerEntry } from '@/lib/progress/dto'
import { cn } from '@/lib/utils/cn'
import { formatMoment } from '@/lib/utils/dates'

const ICONS: Record<LedgerEntry['kind'], IconName> = {
  lessonStarted: 'circle-dot',
  lessonCompleted: 'circle-check',
  lessonReopened: 'undo-2',
  quizFinished: 'list-checks',
  quizRegraded: 'refresh-cw',
  courseCompleted: 'award',
  recounted: 'refresh-cw',
}
const GOOD: readonly LedgerEntry['kind'][] = ['lessonCompleted', 'courseCompleted']

type Whose = 'own' | 'learners'

interface LedgerTableProps {
  entries: readonly LedgerEntry[]
  course: Ledger['course']
  /** The reader's own. */
  timeZone: string
  /** Whether it tells of the reader or of one of their learners. */
  whose: Whose
}

/** Each entry with its reason and the percent after it, newest first; on a phone the cells stand below one another. */
export function LedgerTable({ entries, course, timeZone, whose }: LedgerTableProps) {
  const t = useTranslations('progress.ledger')
  const locale = useLocale()
  const head = 'px-4 py-3 font-medium whitespace-nowrap'
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-raised">
      <table className="block w-full text-left text-sm sm:table">
        <caption className="sr-only">{t('table')}</caption>
        <thead className="border-b border-line text-xs text-muted max-sm:sr-only">
          <tr>
            <th scope="col" className={head}>
              {t('what')}
            </th>
            <th scope="col" className={head}>
              {t('when')}
            </th>
            <th scope="col" className={cn(head, 'text-right')}>
              {t('percent')}
            </th>
          </tr>
        </thead>
        <tbody className="block divide-y divide-line sm:table-row-group">
          {entries.map((entry) => (
            <tr
              key={entry.id}
              className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 px-4 py-3 sm:table-row sm:px-0 sm:py-0"
            >
              <th scope="row" className="text-left font-normal sm:px-4 sm:py-3">
                <span className="flex items-start gap-3">
                  <Icon
                    name={ICONS[entry.kind]}
                    size="sm"
                    className={cn('mt-0.5', GOOD.includes(entry.kind) ? 'text-success' : 'text-muted')}
                  />
                  <span className="min-w-0">
                    <span className="font-medium wrap-anywhere">
                      <Kind entry={entry} course={course} />
                    </span>
                    <span className="block text-muted">
                      <Reason entry={entry} whose={whose} />
                    </span>
                  </span>
                </span>
              </th>
              <td className="text-muted max-sm:order-last max-sm:col-span-2 max-sm:pl-7 max-sm:text-xs sm:px-4 sm:py-3 sm:whitespace-nowrap">
                <time dateTime={entry.at.toISOString()}>{formatMoment(entry.at, { locale, timeZone })}</time>
              </td>
              <td className="text-right font-medium tabular-nums sm:px-4 sm:py-3">{`${entry.percent}%`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Kind({ entry, course }: { entry: LedgerEntry; course: Ledger['course'] }) {
  const t = useTranslations('progress.ledger')
  const locale = useLocale()
  if (entry.kind === 'recounted' || entry.kind === 'courseCompleted') return t(`kind.${entry.kind}`)
  const { lessonId, lessonTitle } = entry
  const lang = course.language === locale || lessonTitle === null ? undefined : course.language
  const title = <span lang={lang}>{lessonTitle ?? t('goneLesson')}</span>
  return t.rich(`kind.${entry.kind}`, {
    lesson: () =>
      lessonId === null ? (
        title
      ) : (
        <TextLink href={`/learn/${course.slug}/${lessonId}`} prefetch={false}>
          {title}
        </TextLink>
      ),
  })
}

function Reason({ entry, whose }: { entry: LedgerEntry; whose: Whose }) {
  const t = useTranslations('progress.ledger.cause')
  const { kind, cause, watchedPercent, scorePercent } = entry
  if (kind === 'lessonStarted') return t(`${whose}.opened`)
  if (kind === 'lessonReopened') return t(`${whose}.${cause === 'graded' ? 'gradedAnew' : 'reopened'}`)
  if (kind === 'courseCompleted') return t(`${whose}.allDone`)
  if (kind === 'quizFinished' || kind === 'quizRegraded')
    return t(`${whose}.scored`, { percent: scorePercent ?? 0 })
  if (cause === 'watched') return t(`${whose}.watched`, { percent: watchedPercent ?? 0 })
  return cause === null ? null : t(`${whose}.${cause}`)
}
