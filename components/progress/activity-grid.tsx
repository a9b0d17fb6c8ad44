import { useLocale, useTranslations } from '@/i18n/texts'
import type { Activity } from '@/lib/progress/dto'
import { firstWeekdayOf, weeksOf, type Level, type YearDay, type YearWeek } from '@/lib/progress/year'
import { cn } from '@/lib/utils/cn'
import { formatDay, formatMinutes } from '@/lib/utils/dates'
import { escapeHtml } from '@/lib/utils/escape-html'
import { dateFormat } from '@/lib/utils/formatters'

/** Days are calendar days without a zone; read as UTC they stay the days they are. */
const AS_UTC = { timeZone: 'UTC' } as const
const asDate = (day: string) => new Date(`${day}T00:00:00Z`)

const PAINTS: Record<Level, string> = {
  0: 'bg-sunken',
  1: 'bg-accent/25',
  2: 'bg-accent/50',
  3: 'bg-accent/75',
  4: 'bg-accent',
}
/** A phone shows the last months, a tablet half a year; the table has all of them. */
const WEEKS_ON_PHONE = 20
const WEEKS_ON_TABLET = 36

/** Every day of a year as a square, stronger the more was learned on it: weeks from left to right, as the locale begins them. */
export function ActivityGrid({ activity }: { activity: Activity }) {
  const t = useTranslations('progress.activity')
  const locale = useLocale()
  const weeks = weeksOf(activity, firstWeekdayOf(locale))
  // Most days of most years are without: their sentence is put together once.
  const dayWithout = t('dayWithout', { date: '\0' })
  const describe = ({ day, secondsSpent, lessonsDone, level }: YearDay) => {
    const date = formatDay(asDate(day), { locale, ...AS_UTC })
    if (level === 0) return dayWithout.replace('\0', date)
    return t('day', {
      date,
      time: formatMinutes(Math.round(secondsSpent / 60), locale),
      lessons: lessonsDone,
    })
  }
  const range = { from: activity.from, to: activity.today }
  return (
    <figure className="mt-6">
      <figcaption className="sr-only">
        {t('picture', {
          from: formatDay(asDate(range.from), { locale, ...AS_UTC }),
          to: formatDay(asDate(range.to), { locale, ...AS_UTC }),
        })}
      </figcaption>
      <div
        aria-hidden="true"
        className="flex gap-[3px]"
        // Hundreds of squares: as text they cost a tenth of what as many elements would.
        dangerouslySetInnerHTML={{
          __html: weeks
            .map((week, index) => weekMarkup(week, { describe, locale, weeksAgo: weeks.length - index }))
            .join(''),
        }}
      />
      <div aria-hidden="true" className="mt-3 flex items-center justify-end gap-1 text-xs text-muted">
        <span className="mr-1">{t('less')}</span>
        {Object.values(PAINTS).map((paint) => (
          <span key={paint} className="w-3">
            <span className={cn('year-day', paint)} />
          </span>
        ))}
        <span className="ml-1">{t('more')}</span>
      </div>
    </figure>
  )
}

function hiddenWhere(weeksAgo: number): string {
  if (weeksAgo > WEEKS_ON_TABLET) return 'max-lg:hidden'
  return weeksAgo > WEEKS_ON_PHONE ? 'max-sm:hidden' : ''
}

interface WeekSettings {
  describe: (day: YearDay) => string
  locale: string
  weeksAgo: number
}

function weekMarkup({ month, days }: YearWeek, { describe, locale, weeksAgo }: WeekSettings): string {
  const name = month === null ? '' : `<b>${escapeHtml(monthName(month, locale))}</b>`
  const squares = days.map((day) =>
    day === null
      ? '<i class="year-day"></i>'
      : `<i class="year-day ${PAINTS[day.level]}" title="${escapeHtml(describe(day))}"></i>`,
  )
  return `<div class="year-week ${hiddenWhere(weeksAgo)}"><span>${name}</span>${squares.join('')}</div>`
}

function monthName(month: string, locale: string): string {
  return dateFormat(locale, { month: 'short', ...AS_UTC }).format(asDate(`${month}-01`))
}
