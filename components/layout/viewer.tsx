import { getTranslations } from 'next-intl/server'
import { Icon } from '@/components/ui/icon'
import { menuRowClass } from '@/components/ui/menu-row-class'
import { Link } from '@/i18n/navigation'
import { AccountMenu } from './account-menu'
import type { AccountTexts } from './account-places'
import type { Me } from './me'
import { ViewerIsland, ViewerIslandRows } from './viewer-island'
import { VisitorLinks } from './visitor-links'

/** On pages that are the same for everybody: filled in by the browser. */
export async function KeptViewer() {
  return (
    <ViewerIsland texts={await accountTexts()} placeholder={<Icon name="user" />}>
      <VisitorLinks />
    </ViewerIsland>
  )
}

export async function KeptViewerRows() {
  const t = await getTranslations('site.nav')
  return (
    <ViewerIslandRows texts={await accountTexts()}>
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
export async function KnownViewer({ viewer }: { viewer: Me['viewer'] }) {
  return viewer === null ? <VisitorLinks /> : <AccountMenu viewer={viewer} texts={await accountTexts()} />
}

async function accountTexts(): Promise<AccountTexts> {
  const t = await getTranslations('site.nav')
  return {
    account: t('account'),
    dashboard: t('dashboard'),
    profile: t('profile'),
    settings: t('settings'),
    admin: t('admin'),
    signOut: t('signOut'),
  }
}
