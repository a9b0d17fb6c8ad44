import { useLocale, useTranslations } from '@/i18n/texts'
import { Section } from '@/components/layout/section'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import type { Activity } from '@/lib/progress/dto'
import { formatMinutes } from '@/lib/utils/dates'
import { ActivityGrid } from './activity-grid'
import { ActivityMonths } from './activity-months'

/** A year of learning: the streak, what it sums up to, and every day of it, drawn and as a table. */
export function ActivityYear({ activity }: { activity: Activity }) {
  const t = useTranslations('progress.activity')
  const locale = useLocale()
  const { days, streakDays, longestStreakDays, isLearnedToday } = activity
  const minutes = Math.round(sum(days.map(({ secondsSpent }) => secondsSpent)) / 60)
  const lessons = sum(days.map(({ lessonsDone }) => lessonsDone))
  const hint = isLearnedToday ? 'streakKept' : streakDays > 0 ? 'streakOpen' : 'streakStart'
  const figures = [
    { figure: String(days.length), label: t('days', { count: days.length }) },
    { figure: String(lessons), label: t('lessons', { count: lessons }) },
    { figure: formatMinutes(minutes, locale), label: t('time') },
  ]
  return (
    <Section title={t('title')}>
      <Card>
        <div className="flex flex-wrap items-center gap-x-10 gap-y-5">
          <div className="flex items-center gap-3">
            <span
              className={`grid size-12 shrink-0 place-items-center rounded-full ${streakDays > 0 ? 'bg-accent-soft text-accent' : 'bg-sunken text-muted'}`}
            >
              <Icon name="flame" />
            </span>
            <div>
              <p className="text-lg leading-snug font-semibold">{t('streak', { count: streakDays })}</p>
              <p className="text-sm text-muted">
                {t(hint)}
                {longestStreakDays > streakDays ? ` ${t('longest', { count: longestStreakDays })}.` : null}
              </p>
            </div>
          </div>
          <dl className="flex flex-wrap gap-x-8 gap-y-2">
            {figures.map(({ figure, label }) => (
              <div key={label} className="flex flex-col-reverse">
                <dt className="text-sm text-muted">{label}</dt>
                <dd className="text-lg leading-snug font-semibold tabular-nums">{figure}</dd>
              </div>
            ))}
          </dl>
        </div>
        <ActivityGrid activity={activity} />
        <ActivityMonths days={days} />
      </Card>
    </Section>
  )
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
