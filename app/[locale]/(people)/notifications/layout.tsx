import type { ReactNode } from 'react'
import { ViewerSlot } from '@/app/viewer-slot'
import { LearnerShell } from '@/components/layout/learner-shell'

export default function NotificationsLayout({ children }: { children: ReactNode }) {
  return <LearnerShell viewer={<ViewerSlot />}>{children}</LearnerShell>
}
