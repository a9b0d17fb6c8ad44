import { getLocale, getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { Icon, type IconName } from '@/components/ui/icon'
import { VisuallyHidden } from '@/components/ui/visually-hidden'
import { markReadAction } from '@/lib/notifications/actions'
import type { NotificationKind } from '@/lib/notifications/constants'
import type { NotificationItem } from '@/lib/notifications/dto'
import { now } from '@/lib/platform/clock'
import { cn } from '@/lib/utils/cn'
import { dayOf, formatDay, formatTime } from '@/lib/utils/dates'
import { NoticeLink } from './notice-link'

const ICONS: Partial<Record<NotificationKind, IconName>> = {
  courseUpdate: 'book-open',
  grade: 'clipboard-list',
  certificate: 'award',
  approval: 'graduation-cap',
  operation: 'wrench',
}

interface NotificationDaysProps {
  items: readonly NotificationItem[]
  timeZone: string
}

/** What happened, day by day in the person's own zone, newest first. */
export async function NotificationDays({ items, timeZone }: NotificationDaysProps) {
  const [t, locale] = await Promise.all([getTranslations('notifications.page'), getLocale()])
  const today = dayOf(now(), timeZone)
  const yesterday = dayOf(new Date(now().getTime() - 86_400_000), timeZone)
  const days = Map.groupBy(items, ({ at }) => dayOf(at, timeZone))
  return [...days].map(([day, ofDay]) => (
    <section key={day} aria-labelledby={`day-${day}`} className="pt-6">
      <h2 id={`day-${day}`} className="pb-2 text-sm font-medium text-muted">
        {day === today
          ? t('today')
          : day === yesterday
            ? t('yesterday')
            : formatDay(ofDay[0]?.at ?? now(), { locale, timeZone })}
      </h2>
      <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
        {ofDay.map((item) => (
          <NotificationRow key={item.id} item={item} time={formatTime(item.at, { locale, timeZone })} />
        ))}
      </ul>
    </section>
  ))
}

async function NotificationRow({ item, time }: { item: NotificationItem; time: string }) {
  const t = await getTranslations('notifications.page')
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-4 sm:flex-nowrap">
      <span
        className={cn(
          'grid size-10 shrink-0 place-items-center rounded-full',
          item.isRead ? 'bg-sunken text-muted' : 'bg-accent-soft text-accent',
        )}
      >
        <Icon name={ICONS[item.kind] ?? 'bell'} />
      </span>
      <div className="min-w-0 grow basis-52">
        <p className="wrap-anywhere">
          {item.isRead ? null : <VisuallyHidden>{t('isUnread')} </VisuallyHidden>}
          <NoticeLink
            id={item.id}
            href={item.href}
            isRead={item.isRead}
            className={cn('hover:underline', item.isRead ? undefined : 'font-semibold')}
          >
            {item.title}
          </NoticeLink>
        </p>
        <p className="mt-0.5 text-sm wrap-anywhere text-muted">{item.detail}</p>
        <p className="mt-1 text-sm text-muted tabular-nums">
          <time dateTime={item.at.toISOString()}>{time}</time>
        </p>
      </div>
      {item.isRead ? null : (
        <ActionButton
          action={markReadAction}
          fields={{ notificationId: item.id }}
          label={t('readLabel', { title: item.title })}
          size="sm"
          variant="quiet"
          className="ml-auto"
        >
          {t('read')}
        </ActionButton>
      )}
    </li>
  )
}
