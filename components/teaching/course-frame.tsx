import type { ReactNode } from 'react'
import { getLocale, getTranslations } from '@/i18n/texts'
import { Container } from '@/components/layout/container'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { CourseTabs } from './course-tabs'

interface CourseFrameProps {
  course: { id: string; title: string; language: string }
  /** The page's own name; without it the course's title is the heading of the page. */
  title?: string
  lead?: ReactNode
  /** The way back to the list that this page belongs to. */
  above?: ReactNode
  actions?: ReactNode
  /** Beside the course's title: its state. */
  facts?: ReactNode
  /** Of what stands below the head: `measure` for reading, `list` for rows, else as wide as the frame. */
  width?: keyof typeof WIDTHS
  children: ReactNode
}

const WIDTHS = { page: undefined, list: 'max-w-4xl', measure: 'max-w-measure' } as const

/** What all pages of a course have for who teaches it: its title, the ways between its parts, and the page's own head. */
export async function CourseFrame(props: CourseFrameProps) {
  const { course, title, facts, width = 'page', children, ...head } = props
  const [t, locale] = await Promise.all([getTranslations('teaching.course'), getLocale()])
  const Title = title === undefined ? 'h1' : 'p'
  return (
    <Container className="pb-16">
      <div className="pt-8 sm:pt-10">
        <Breadcrumb label={t('crumbs')} crumbs={[{ label: t('crumb'), href: '/instructor/courses' }]} />
        <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
          <Title
            lang={course.language === locale ? undefined : course.language}
            dir="auto"
            className="min-w-0 text-2xl font-semibold wrap-anywhere sm:text-3xl"
          >
            {course.title}
          </Title>
          {facts}
        </div>
      </div>
      <CourseTabs
        courseId={course.id}
        label={t('tabs')}
        names={{
          details: t('details'),
          curriculum: t('curriculum'),
          pricing: t('pricing'),
          publish: t('publish'),
          students: t('students'),
          grading: t('grading'),
          grades: t('grades'),
          announcements: t('announcements'),
          analytics: t('analytics'),
        }}
      />
      {title === undefined ? null : <PageHead title={title} {...head} />}
      {width === 'page' ? children : <div className={WIDTHS[width]}>{children}</div>}
    </Container>
  )
}

function PageHead({
  title,
  lead,
  above,
  actions,
}: Pick<CourseFrameProps, 'lead' | 'above' | 'actions'> & { title: string }) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4 pt-6 pb-6">
      <div className="min-w-0">
        {above ? <div className="mb-2 text-sm">{above}</div> : null}
        <h1 className="text-xl wrap-anywhere sm:text-2xl">{title}</h1>
        {lead ? <p className="mt-1 max-w-measure text-muted">{lead}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  )
}
