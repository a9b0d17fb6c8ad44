import type { ReactNode } from 'react'
import { ViewerSlot } from '@/app/viewer-slot'
import { getTranslations } from '@/i18n/texts'
import { LearnerShell } from '@/components/layout/learner-shell'
import { SideNav } from '@/components/layout/side-nav'

/** The frame of the workplace of teachers. It guards nothing: each page and each query asks for the right itself. */
export default async function TeachingLayout({ children }: { children: ReactNode }) {
  const [t, grading, bank] = await Promise.all([
    getTranslations('teaching.nav'),
    getTranslations('assignments.queue'),
    getTranslations('quizzes.bank'),
  ])
  const places = [
    { href: '/instructor', label: t('overview'), icon: 'house', match: 'page' },
    { href: '/instructor/courses', label: t('courses'), icon: 'book-open' },
    { href: '/instructor/grading', label: grading('title'), icon: 'clipboard-list' },
    { href: '/instructor/questions', label: bank('title'), icon: 'layers' },
  ] as const
  return (
    <LearnerShell
      viewer={<ViewerSlot />}
      sidebar={{ label: t('label'), content: <SideNav label={t('label')} sections={[{ places }]} /> }}
    >
      {children}
    </LearnerShell>
  )
}
