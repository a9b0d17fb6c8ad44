import type { ReactNode } from 'react'
import { useTranslations } from '@/i18n/texts'
import { AppHeader } from './app-header'
import { SideNav, type SideNavSection } from './side-nav'
import { SidebarFrame } from './sidebar-frame'
import { SkipLink } from './skip-link'
import { Toasts } from './toasts'

const SIDEBAR_ID = 'sidebar'

interface AdminShellProps {
  viewer: ReactNode
  sections: readonly SideNavSection[]
  children: ReactNode
}

export function AdminShell({ viewer, sections, children }: AdminShellProps) {
  const t = useTranslations('site.nav')
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <AppHeader
        viewer={viewer}
        drawer={{ id: SIDEBAR_ID, label: t('admin') }}
        places={[
          { href: '/dashboard', label: t('dashboard') },
          { href: '/courses', label: t('courses') },
        ]}
      />
      <SidebarFrame
        id={SIDEBAR_ID}
        label={t('admin')}
        sidebar={<SideNav label={t('admin')} sections={sections} />}
      >
        {children}
      </SidebarFrame>
      <Toasts />
    </div>
  )
}
