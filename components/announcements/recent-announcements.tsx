import { useLocale, useTranslations } from '@/i18n/texts'
import { TextLink } from '@/components/ui/text-link'
import type { Announcement } from '@/lib/announcements/dto'
import { formatDay } from '@/lib/utils/dates'

interface RecentAnnouncementsProps {
  slug: string
  announcements: readonly Announcement[]
  timeZone: string
}

/** What the teachers said last, on the course's home. */
export function RecentAnnouncements({ slug, announcements, timeZone }: RecentAnnouncementsProps) {
  const t = useTranslations('announcements')
  const locale = useLocale()
  if (announcements.length === 0) return null
  const all = `/learn/${slug}/announcements`
  return (
    <section aria-labelledby="announcements-title" className="mt-8">
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="announcements-title" className="text-lg">
          {t('home.title')}
        </h2>
        <TextLink href={all} prefetch={false} className="py-2 text-sm">
          {t('home.all')}
        </TextLink>
      </div>
      <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
        {announcements.map(({ id, title, by, publishedAt }) => (
          <li key={id} className="px-4 py-3">
            <TextLink href={`${all}#a-${id}`} prefetch={false} className="wrap-anywhere">
              <bdi>{title}</bdi>
            </TextLink>
            <p className="mt-0.5 text-sm text-muted">
              <bdi>{by?.fullName ?? t('nobody')}</bdi> ·{' '}
              <time dateTime={publishedAt.toISOString()}>{formatDay(publishedAt, { locale, timeZone })}</time>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
