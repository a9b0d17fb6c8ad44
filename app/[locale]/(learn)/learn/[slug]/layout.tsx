import type { ReactNode } from 'react'
import { getTranslations } from '@/i18n/texts'
import { ViewerSlot } from '@/app/viewer-slot'
import { LearnerShell } from '@/components/layout/learner-shell'
import { CourseSidebar } from '@/components/learning/course-sidebar'
import { ENROLLMENT_REASONS } from '@/lib/enrollments/constants'
import { getViewer } from '@/lib/platform/auth/session'
import { isMember } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'
import { currentRequest } from '@/lib/platform/http/request-context.mjs'
import { getCourseHome } from '@/lib/progress/queries/learning'

type Props = { children: ReactNode; params: Promise<{ slug: string }> }

/** The outline stays where it is while lessons change beside it. */
export default async function CourseLayout({ children, params }: Props) {
  const { slug } = await params
  const viewer = await getViewer()
  const home = await pageData(() => getCourseHome(viewer, { slug }), {
    [ENROLLMENT_REASONS.required]: `/courses/${slug}`,
  })
  const t = await getTranslations('learning.outline')
  // A layout is not told which page it holds; what was asked for says which module to unfold before any script runs.
  const currentId = /\/([0-9a-f]{24})(?:[?#]|$)/.exec(currentRequest()?.url ?? '')?.[1] ?? null
  const timeZone = isMember(viewer) ? viewer.timeZone : home.course.timeZone
  return (
    <LearnerShell
      viewer={<ViewerSlot />}
      sidebar={{
        label: t('title'),
        content: <CourseSidebar home={home} timeZone={timeZone} currentId={currentId} />,
      }}
    >
      {children}
    </LearnerShell>
  )
}
