import { useTranslations } from '@/i18n/texts'
import { Icon } from '@/components/ui/icon'
import { menuRowClass } from '@/components/ui/menu-row-class'
import { Link } from '@/i18n/navigation'
import { AccountMenu } from './account-menu'
import type { AccountTexts } from './account-places'
import { Bell } from './bell'
import type { Me } from './me'
import { ViewerIsland, ViewerIslandRows } from './viewer-island'
import { VisitorLinks } from './visitor-links'

/** On pages that are the same for everybody: filled in by the browser. */
export function KeptViewer() {
  return (
    <ViewerIsland texts={useAccountTexts()} bell={useBell()} placeholder={<Icon name="user" />}>
      <VisitorLinks />
    </ViewerIsland>
  )
}

export function KeptViewerRows() {
  const t = useTranslations('site.nav')
  return (
    <ViewerIslandRows texts={useAccountTexts()}>
      <Link href="/login" prefetch={false} className={menuRowClass}>
        {t('signIn')}
      </Link>
      <Link href="/register" prefetch={false} className={menuRowClass}>
        {t('signUp')}
      </Link>
    </ViewerIslandRows>
  )
}

/** On pages rendered per request, where the viewer is known from the start. */
export function KnownViewer({ viewer }: { viewer: Me['viewer'] }) {
  const bell = useBell()
  const texts = useAccountTexts()
  if (viewer === null) return <VisitorLinks />
  return (
    <>
      <Bell user={viewer.username} {...bell} />
      <AccountMenu viewer={viewer} texts={texts} />
    </>
  )
}

function useBell() {
  const t = useTranslations('notifications.bell')
  const texts = {
    label: t('label'),
    unread: t('unread', { count: '{count}' }),
    title: t('title'),
    readAll: t('readAll'),
    all: t('all'),
    settings: t('settings'),
    empty: t('empty'),
    failed: t('failed'),
    again: t('again'),
    isUnread: t('isUnread'),
  }
  return { texts, icon: <Icon name="bell" /> }
}

function useAccountTexts(): AccountTexts {
  const t = useTranslations('site.nav')
  return {
    account: t('account'),
    dashboard: t('dashboard'),
    courses: t('courses'),
    profile: t('profile'),
    settings: t('settings'),
    teaching: t('teaching'),
    admin: t('admin'),
    signOut: t('signOut'),
  }
}
