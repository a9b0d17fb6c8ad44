import type { ReactNode } from 'react'
import { getTranslations } from '@/i18n/texts'
import { ViewerSlot } from '@/app/viewer-slot'
import { Container } from '@/components/layout/container'
import { LearnerShell } from '@/components/layout/learner-shell'
import { SideNav } from '@/components/layout/side-nav'

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const [t, notifications] = await Promise.all([
    getTranslations('accounts.settings'),
    getTranslations('notifications.settings'),
  ])
  const places = [
    { href: '/settings/profile', label: t('profile'), icon: 'user' },
    { href: '/settings/account', label: t('account'), icon: 'settings' },
    { href: '/settings/security', label: t('security'), icon: 'shield-check' },
    { href: '/settings/notifications', label: notifications('title'), icon: 'bell' },
    { href: '/settings/privacy', label: t('privacy'), icon: 'lock' },
  ] as const
  return (
    <LearnerShell
      viewer={<ViewerSlot />}
      sidebar={{ label: t('nav'), content: <SideNav label={t('nav')} sections={[{ places }]} /> }}
    >
      <Container width="measure" className="pb-16">
        {children}
      </Container>
    </LearnerShell>
  )
}
