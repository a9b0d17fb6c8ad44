import type { ReactNode } from 'react'
import { SiteShell } from '@/components/layout/site-shell'
import { VisitorLinks } from '@/components/layout/visitor-links'

/** Public profiles: the same for everybody, so nothing here asks who is looking. */
export default function PeopleLayout({ children }: { children: ReactNode }) {
  return <SiteShell viewer={<VisitorLinks />}>{children}</SiteShell>
}
