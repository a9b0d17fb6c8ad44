import { useLocale, useTranslations } from '@/i18n/texts'
import type { Announcement } from '@/lib/announcements/dto'
import { formatMoment } from '@/lib/utils/dates'

interface AnnouncementHeadProps {
  announcement: Announcement
  timeZone: string
}

/** What it is about, by whom and when. */
export function AnnouncementHead({ announcement, timeZone }: AnnouncementHeadProps) {
  const t = useTranslations('announcements')
  const locale = useLocale()
  const { title, by, publishedAt, editedAt } = announcement
  const moment = (date: Date) => formatMoment(date, { locale, timeZone })
  return (
    <>
      <h2 className="text-lg wrap-anywhere" dir="auto">
        {title}
      </h2>
      <p className="mt-1 text-sm text-muted">
        <bdi>{by?.fullName ?? t('nobody')}</bdi> ·{' '}
        <time dateTime={publishedAt.toISOString()}>{moment(publishedAt)}</time>
        {editedAt === null ? null : <> · {t('edited', { when: moment(editedAt) })}</>}
      </p>
    </>
  )
}
