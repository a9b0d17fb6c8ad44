import type { ReactNode } from 'react'
import { getTranslations } from 'next-intl/server'
import { ViewerSlot } from '@/app/viewer-slot'
import { LearnerShell } from '@/components/layout/learner-shell'
import { LearnerOutline } from '@/components/learning/learner-outline'
import { ENROLLMENT_REASONS } from '@/lib/enrollments/constants'
import { getViewer } from '@/lib/platform/auth/session'
import { pageData } from '@/lib/platform/http/page'
import { getCourseHome } from '@/lib/progress/queries/learning'

type Props = { children: ReactNode; params: Promise<{ slug: string }> }

/** The outline stays where it is while lessons change beside it. */
export default async function CourseLayout({ children, params }: Props) {
  const { slug } = await params
  const home = await pageData(async () => getCourseHome(await getViewer(), { slug }), {
    [ENROLLMENT_REASONS.required]: `/courses/${slug}`,
  })
  const t = await getTranslations('learning.outline')
  return (
    <LearnerShell
      viewer={<ViewerSlot />}
      sidebar={{ label: t('title'), content: <LearnerOutline home={home} /> }}
    >
      {children}
    </LearnerShell>
  )
}
