import type { ReactNode } from 'react'
import { getTranslations } from '@/i18n/texts'
import { Container } from '@/components/layout/container'
import { NavLink } from '@/components/layout/nav-link'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import type { AuthoredCourse } from '@/lib/courses/authored-dto'
import { CourseState } from './course-state'

const TABS = ['details', 'curriculum', 'pricing', 'publish', 'students', 'grading', 'analytics'] as const

interface CourseFrameProps {
  course: AuthoredCourse
  children: ReactNode
}

/** What all pages of a course that is written have: its title, its state and the ways between its parts. */
export async function CourseFrame({ course, children }: CourseFrameProps) {
  const t = await getTranslations('teaching.course')
  const base = `/instructor/courses/${course.id}`
  return (
    <Container className="pb-16">
      <div className="pt-8 sm:pt-10">
        <Breadcrumb label={t('crumbs')} crumbs={[{ label: t('crumb'), href: '/instructor/courses' }]} />
        <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 dir="auto" className="min-w-0 text-2xl wrap-anywhere sm:text-3xl">
            {course.details.title}
          </h1>
          <CourseState status={course.status} state={course.state} />
          {course.status === 'published' ? (
            <TextLink href={`/courses/${course.slug}`} prefetch={false} className="text-sm">
              {t('seePage')}
            </TextLink>
          ) : null}
        </div>
      </div>
      <nav aria-label={t('tabs')} className="mt-6 overflow-x-auto border-b border-line">
        <ul className="flex gap-1">
          {TABS.map((tab) => (
            <li key={tab}>
              <NavLink
                href={`${base}/${tab}`}
                prefetch={false}
                className="flex min-h-11 items-center border-b-2 border-transparent px-3 text-sm font-medium whitespace-nowrap text-muted transition-colors hover:text-ink focus-visible:-outline-offset-2 aria-[current=page]:border-accent aria-[current=page]:text-ink"
              >
                {t(tab)}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      {course.state === 'submitted' ? <Notice className="mt-6">{t('inReview')}</Notice> : null}
      {course.status === 'archived' ? <Notice className="mt-6">{t('archived')}</Notice> : null}
      {course.comment === '' ? null : (
        <Notice tone="warning" className="mt-6">
          <p className="font-medium">{t('returned')}</p>
          <p dir="auto" className="mt-1 wrap-anywhere whitespace-pre-wrap">
            {course.comment}
          </p>
        </Notice>
      )}
      {children}
    </Container>
  )
}
