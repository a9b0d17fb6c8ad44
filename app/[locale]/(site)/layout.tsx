import type { ReactNode } from 'react'
import { SiteShell } from '@/components/layout/site-shell'
import { KeptViewer, KeptViewerRows } from '@/components/layout/viewer'

/** Public pages: the same for everybody, so nothing here asks who is looking. */
export default function SiteLayout({ children }: { children: ReactNode }) {
  return (
    <SiteShell viewer={<KeptViewer />} viewerRows={<KeptViewerRows />}>
      {children}
    </SiteShell>
  )
}
