import type { Metadata } from 'next'
import { getLocale, getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { Container } from '@/components/layout/container'
import { PageHeader } from '@/components/layout/page-header'
import { FollowBell } from '@/components/notifications/follow-bell'
import { NoNotifications } from '@/components/notifications/no-notifications'
import { NotificationDays } from '@/components/notifications/notification-days'
import { LinkButton } from '@/components/ui/link-button'
import { Pagination } from '@/components/ui/pagination'
import { Tabs } from '@/components/ui/tabs'
import { markAllReadAction } from '@/lib/notifications/actions'
import { countUnread, listNotifications } from '@/lib/notifications/queries'
import { NotificationsQuery } from '@/lib/notifications/schema'
import { getViewer } from '@/lib/platform/auth/session'
import { requireMember } from '@/lib/platform/auth/viewer'
import { parseInput } from '@/lib/platform/forms/parse'
import { pageData } from '@/lib/platform/http/page'

export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function NotificationsPage({ searchParams }: Props) {
  const [given, locale, t, paging] = await Promise.all([
    searchParams,
    getLocale(),
    getTranslations('notifications.page'),
    getTranslations('common.paging'),
  ])
  const { member, show, page, unread, isFirst } = await pageData(async () => {
    const viewer = await getViewer()
    const { show, cursor } = parseInput(NotificationsQuery, { show: given['show'], cursor: given['cursor'] })
    const [page, unread] = await Promise.all([
      listNotifications(viewer, { show, cursor, locale }),
      countUnread(viewer),
    ])
    return { member: requireMember(viewer), show, page, unread, isFirst: cursor === undefined }
  })
  const address = (all: boolean) => (all ? '/notifications' : '/notifications?show=unread')
  const here = address(show === 'all')
  // What arrives while one reads stays unread.
  const newest = isFirst ? page.items[0]?.at.toISOString() : undefined
  return (
    <Container width="measure" className="pb-16">
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {unread > 0 ? (
              <ActionButton action={markAllReadAction} fields={newest === undefined ? {} : { until: newest }}>
                {t('readAll')}
              </ActionButton>
            ) : null}
            <LinkButton href="/settings/notifications" prefetch={false} variant="quiet">
              {t('settings')}
            </LinkButton>
          </>
        }
      />
      <Tabs
        label={t('show')}
        tabs={[
          { href: address(true), label: t('all'), isCurrent: show === 'all' },
          { href: address(false), label: t('unread'), isCurrent: show === 'unread', count: unread },
        ]}
      />
      {page.items.length === 0 ? (
        <NoNotifications isFiltered={show === 'unread'} />
      ) : (
        <NotificationDays items={page.items} timeZone={member.timeZone} />
      )}
      <Pagination
        label={paging('label')}
        first={isFirst ? null : { href: here, label: paging('first') }}
        next={
          page.nextCursor === null
            ? null
            : {
                href: `${here}${show === 'all' ? '?' : '&'}cursor=${page.nextCursor}`,
                label: t('older'),
              }
        }
      />
      <FollowBell user={member.username} />
    </Container>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('notifications.page')
  return { title: t('title') }
}
