import type { ReactNode } from 'react'
import { useTranslations } from '@/i18n/texts'
import { DrawerButton } from '@/components/ui/drawer-button'
import { Icon } from '@/components/ui/icon'
import { Logo } from '@/components/ui/logo'
import { Link } from '@/i18n/navigation'
import { NavLink } from './nav-link'
import { ThemeMenu } from './theme-menu'

interface AppHeaderProps {
  viewer: ReactNode
  /** The drawer that holds the sidebar on small screens, and what its button is called. */
  drawer?: { id: string; label: string }
  places: readonly { href: string; label: string }[]
}

/** The header of a workplace: lower than the site's, as wide as the screen. */
export function AppHeader({ viewer, drawer, places }: AppHeaderProps) {
  const t = useTranslations('site')
  return (
    <header className="sticky top-0 z-40 border-b border-line bg-surface/92 backdrop-blur-sm">
      <div className="flex h-14 items-center gap-1 px-4 sm:px-6 md:gap-3">
        {drawer ? (
          <DrawerButton drawer={drawer.id} size="icon" label={drawer.label} className="-ml-2.5 lg:hidden">
            <Icon name="menu" />
          </DrawerButton>
        ) : null}
        <Link href="/" aria-label={t('name')} className="flex rounded-md">
          <Logo name={t('name')} />
        </Link>
        {/* On a phone the same places are in the account menu: whatever their words, they would not fit. */}
        <nav aria-label={t('nav.main')} className="flex min-w-0 items-center max-sm:hidden">
          {places.map((place) => (
            <NavLink
              key={place.href}
              href={place.href}
              prefetch={false}
              className="inline-flex min-h-11 items-center truncate rounded-md px-3 text-sm font-medium text-muted transition-colors hover:text-ink aria-[current=page]:text-ink"
            >
              {place.label}
            </NavLink>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-1">
          {/* The smallest screens have no room for it; the settings hold the choice too. */}
          <div className="max-[25rem]:hidden">
            <ThemeMenu />
          </div>
          {viewer}
        </div>
      </div>
    </header>
  )
}
