import type { ReactNode } from 'react'
import { useTranslations } from '@/i18n/texts'
import { AppHeader } from './app-header'
import { Main } from './main'
import { SidebarFrame } from './sidebar-frame'
import { SkipLink } from './skip-link'
import { Toasts } from './toasts'

const SIDEBAR_ID = 'sidebar'

interface LearnerShellProps {
  viewer: ReactNode
  /** A course's outline or the pages of the settings; without it the content has the whole width. */
  sidebar?: { label: string; content: ReactNode }
  children: ReactNode
}

/** Where people learn and keep their things. */
export function LearnerShell({ viewer, sidebar, children }: LearnerShellProps) {
  const t = useTranslations('site.nav')
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <AppHeader
        viewer={viewer}
        drawer={sidebar ? { id: SIDEBAR_ID, label: sidebar.label } : undefined}
        places={[
          { href: '/dashboard', label: t('dashboard') },
          { href: '/courses', label: t('courses') },
        ]}
      />
      {sidebar ? (
        <SidebarFrame id={SIDEBAR_ID} label={sidebar.label} sidebar={sidebar.content}>
          {children}
        </SidebarFrame>
      ) : (
        <Main>{children}</Main>
      )}
      <Toasts />
    </div>
  )
}
