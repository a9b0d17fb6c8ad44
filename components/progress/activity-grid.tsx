import { getLocale, getTranslations } from 'next-intl/server'
import type { Activity } from '@/lib/progress/dto'
import { firstWeekdayOf, weeksOf, type Level, type YearDay, type YearWeek } from '@/lib/progress/year'
import { cn } from '@/lib/utils/cn'
import { formatDay, formatMinutes } from '@/lib/utils/dates'

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
const CELL = 'aspect-square w-full rounded-[22%] forced-color-adjust-none'
/** A phone shows the last months, a tablet half a year; the table has all of them. */
const WEEKS_ON_PHONE = 20
const WEEKS_ON_TABLET = 36

/** Every day of a year as a square, stronger the more was learned on it: weeks from left to right, as the locale begins them. */
export async function ActivityGrid({ activity }: { activity: Activity }) {
  const [t, locale] = await Promise.all([getTranslations('progress.activity'), getLocale()])
  const weeks = weeksOf(activity, firstWeekdayOf(locale))
  const describe = ({ day, secondsSpent, lessonsDone, level }: YearDay) => {
    const date = formatDay(asDate(day), { locale, ...AS_UTC })
    if (level === 0) return t('dayWithout', { date })
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
      <div aria-hidden="true" className="flex gap-[3px]">
        {weeks.map((week, index) => (
          <Week
            key={index}
            week={week}
            describe={describe}
            locale={locale}
            className={hiddenWhere(weeks.length - index)}
          />
        ))}
      </div>
      <div aria-hidden="true" className="mt-3 flex items-center justify-end gap-1 text-xs text-muted">
        <span className="mr-1">{t('less')}</span>
        {Object.values(PAINTS).map((paint) => (
          <span key={paint} className="w-3">
            <span className={cn('block', CELL, paint)} />
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

interface WeekProps {
  week: YearWeek
  describe: (day: YearDay) => string
  locale: string
  className: string
}

function Week({ week, describe, locale, className }: WeekProps) {
  return (
    <div className={cn('flex min-w-0 grow basis-0 flex-col gap-[3px]', className)}>
      <span className="relative h-5 text-xs whitespace-nowrap text-muted">
        {week.month === null ? null : <span className="absolute">{monthName(week.month, locale)}</span>}
      </span>
      {week.days.map((day, place) =>
        day === null ? (
          <span key={place} className={CELL} />
        ) : (
          <span key={place} title={describe(day)} className={cn(CELL, PAINTS[day.level])} />
        ),
      )}
    </div>
  )
}

function monthName(month: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'short', ...AS_UTC }).format(asDate(`${month}-01`))
}
