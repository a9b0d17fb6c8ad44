import { useLocale, useTranslations } from '@/i18n/texts'
import { Cell, HeadCell, RowHeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { OWN_DATES } from '@/lib/progress/constants'
import type { OwnDate } from '@/lib/progress/own-dates'
import type { Accommodations } from '@/lib/quizzes/dto/accommodations'
import { formatMoment } from '@/lib/utils/dates'

interface OwnDatesProps {
  slug: string
  lang: string | undefined
  given: Accommodations
  dates: readonly OwnDate[]
  /** The learner's own. */
  timeZone: string
}

/** What a learner gets beyond others, and the dates to come as they are for them. */
export function OwnDates({ slug, lang, given, dates, timeZone }: OwnDatesProps) {
  const t = useTranslations('progress.dates')
  const locale = useLocale()
  const moment = (at: Date) => formatMoment(at, { locale, timeZone })
  return (
    <>
      <Given given={given} />
      {dates.length === 0 ? (
        <p className="text-muted">{t('empty')}</p>
      ) : (
        <Table caption={t('caption')} isStackedOnPhone>
          <TableHead>
            <HeadCell>{t('what')}</HeadCell>
            <HeadCell>{t('when')}</HeadCell>
          </TableHead>
          <TableBody>
            {dates.map(({ kind, lesson, at, everybodysAt }) => (
              <TableRow key={`${kind} ${lesson?.id ?? ''}`}>
                <RowHeadCell className="min-w-40 wrap-anywhere">
                  {lesson === null ? null : (
                    <TextLink href={`/learn/${slug}/${lesson.id}`} prefetch={false}>
                      <span lang={lang} dir="auto">
                        {lesson.title}
                      </span>
                    </TextLink>
                  )}
                  <span className={lesson === null ? undefined : 'block font-normal text-muted'}>
                    {t(`kind.${kind}`)}
                  </span>
                </RowHeadCell>
                <Cell label={t('when')}>
                  <time dateTime={at.toISOString()}>{moment(at)}</time>
                  {everybodysAt === null ? null : (
                    <span className="block text-xs text-muted">
                      {t('others', { moment: moment(everybodysAt) })}
                    </span>
                  )}
                </Cell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      {dates.length < OWN_DATES ? null : (
        <p className="mt-2 text-sm text-muted">{t('next', { count: OWN_DATES })}</p>
      )}
    </>
  )
}

function Given({ given }: { given: Accommodations }) {
  const t = useTranslations('progress.dates')
  const facts = (['extraTimePercent', 'extraAttempts', 'laterDays'] as const).filter(
    (what) => given[what] > 0,
  )
  if (facts.length === 0) return null
  return (
    <div className="mb-4 rounded-lg border border-line bg-raised p-4">
      <p className="font-medium">{t('given')}</p>
      <ul className="mt-1 list-disc pl-5">
        {facts.map((what) => (
          <li key={what}>{t(what, { count: given[what] })}</li>
        ))}
      </ul>
    </div>
  )
}
