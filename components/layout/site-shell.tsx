import type { ReactNode } from 'react'
import { Main } from './main'
import { SiteFooter } from './site-footer'
import { SiteHeader, type SiteHeaderProps } from './site-header'
import { SkipLink } from './skip-link'
import { Toasts } from './toasts'

/** Every public page: header, content, footer. */
export function SiteShell({ children, ...header }: SiteHeaderProps & { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <SiteHeader {...header} />
      <Main>{children}</Main>
      <SiteFooter />
      <Toasts />
    </div>
  )
}
