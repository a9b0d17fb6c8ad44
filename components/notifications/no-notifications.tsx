import { getTranslations } from '@/i18n/texts'
import { EmptyState } from '@/components/layout/empty-state'
import { LinkButton } from '@/components/ui/link-button'

/** Nothing at all, or nothing unread. */
export async function NoNotifications({ isFiltered }: { isFiltered: boolean }) {
  const t = await getTranslations('notifications.page')
  return (
    <div className="pt-6">
      {isFiltered ? (
        <EmptyState
          icon="circle-check"
          title={t('noUnread')}
          action={
            <LinkButton href="/notifications" prefetch={false}>
              {t('showAll')}
            </LinkButton>
          }
        >
          {t('noUnreadText')}
        </EmptyState>
      ) : (
        <EmptyState
          icon="bell"
          title={t('empty')}
          action={
            <LinkButton href="/courses" prefetch={false} variant="primary">
              {t('emptyAction')}
            </LinkButton>
          }
        >
          {t('emptyText')}
        </EmptyState>
      )}
    </div>
  )
}
