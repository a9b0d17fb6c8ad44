import type { ReactNode } from 'react'
import { useTranslations } from '@/i18n/texts'
import { Logo } from '@/components/ui/logo'
import { PatternArt } from '@/components/ui/pattern-art'
import { Link } from '@/i18n/navigation'
import { Main } from './main'
import { SkipLink } from './skip-link'
import { ThemeMenu } from './theme-menu'

const DUSK_HUE = 287

/** Sign-in and its kin: one narrow column, and from 1024 px a picture beside it. */
export function AuthShell({ children }: { children: ReactNode }) {
  const t = useTranslations('site')
  return (
    <div className="flex min-h-dvh lg:grid lg:grid-cols-2">
      <SkipLink />
      <div className="flex min-w-0 grow flex-col">
        <header className="flex h-16 items-center justify-between px-4 sm:px-8">
          <Link href="/" className="flex rounded-md">
            <Logo name={t('name')} />
          </Link>
          <ThemeMenu />
        </header>
        <Main className="flex flex-col items-center px-4 pt-8 pb-16 sm:justify-center sm:px-8 sm:pt-4">
          <div className="w-full max-w-form">{children}</div>
        </Main>
      </div>
      <aside className="sticky top-0 hidden h-dvh overflow-hidden border-l border-line lg:block">
        <PatternArt seed="dusk" hue={DUSK_HUE} className="absolute inset-0" />
        <div className="absolute inset-x-8 bottom-8 rounded-lg bg-surface p-6">
          <p className="text-xl font-semibold">{t('auth.panelTitle')}</p>
          <p className="mt-1 text-muted">{t('auth.panelText')}</p>
        </div>
      </aside>
    </div>
  )
}
