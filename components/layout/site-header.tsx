import type { ReactNode } from 'react'
import { useTranslations } from '@/i18n/texts'
import { Drawer } from '@/components/ui/drawer'
import { DrawerButton } from '@/components/ui/drawer-button'
import { Icon } from '@/components/ui/icon'
import { Logo } from '@/components/ui/logo'
import { menuRowClass } from '@/components/ui/menu-row-class'
import { Link } from '@/i18n/navigation'
import { Container } from './container'
import { NavLink } from './nav-link'
import { SearchForm } from './search-form'
import { ThemeMenu, ThemeOptions } from './theme-menu'

const DRAWER_ID = 'site-menu'

export interface SiteHeaderProps {
  /** The person's own corner: an account menu, or the ways in. It keeps its size while it is filled. */
  viewer: ReactNode
  /** The same within the drawer of a small screen, as rows. */
  viewerRows?: ReactNode
}

export function SiteHeader({ viewer, viewerRows }: SiteHeaderProps) {
  const t = useTranslations('site')
  const places = [
    { href: '/courses', label: t('nav.courses') },
    { href: '/instructors', label: t('nav.instructors') },
  ]
  return (
    <header className="sticky top-0 z-40 border-b border-line bg-surface/92 backdrop-blur-sm">
      <Container className="flex h-16 items-center gap-2 md:gap-4">
        <DrawerButton drawer={DRAWER_ID} size="icon" label={t('nav.menu')} className="-ml-2.5 md:hidden">
          <Icon name="menu" />
        </DrawerButton>
        <Link href="/" className="flex rounded-md">
          <Logo name={t('name')} />
        </Link>
        <nav aria-label={t('nav.main')} className="hidden items-center md:flex">
          {places.map((place) => (
            <NavLink
              key={place.href}
              href={place.href}
              className="rounded-md px-3 py-2 text-sm font-medium text-muted transition-colors hover:text-ink aria-[current=page]:text-ink"
            >
              {place.label}
            </NavLink>
          ))}
        </nav>
        <SearchForm id="site-search" className="ml-auto hidden w-full max-w-80 md:block" />
        <div className="ml-auto hidden md:ml-0 md:block">
          <ThemeMenu />
        </div>
        <div className="ml-auto flex items-center md:ml-0">{viewer}</div>
      </Container>

      <Drawer id={DRAWER_ID} label={t('nav.menu')} className="md:hidden">
        <div className="flex flex-col gap-4">
          <div className="flex items-center justify-between">
            <Logo name={t('name')} />
            <DrawerButton
              drawer={DRAWER_ID}
              action="hide"
              size="icon"
              label={t('nav.closeMenu')}
              className="-mr-2"
            >
              <Icon name="x" />
            </DrawerButton>
          </div>
          <SearchForm id="drawer-search" />
          <nav aria-label={t('nav.main')}>
            {places.map((place) => (
              <NavLink
                key={place.href}
                href={place.href}
                className={`${menuRowClass} aria-[current=page]:text-accent`}
              >
                {place.label}
              </NavLink>
            ))}
          </nav>
          {viewerRows ? <div className="border-t border-line pt-4">{viewerRows}</div> : null}
          <div className="needs-script border-t border-line pt-2">
            <ThemeOptions />
          </div>
        </div>
      </Drawer>
    </header>
  )
}
