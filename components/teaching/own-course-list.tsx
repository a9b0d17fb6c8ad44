import { getLocale, getTranslations } from '@/i18n/texts'
import { CourseArt } from '@/components/courses/course-art'
import { EmptyState } from '@/components/layout/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { Link } from '@/i18n/navigation'
import type { OwnCourse } from '@/lib/courses/authored-dto'
import { formatShortMoment } from '@/lib/utils/dates'
import { CourseState } from './course-state'

interface OwnCourseListProps {
  courses: readonly OwnCourse[]
  timeZone: string
}

/** The courses that somebody writes, each with its state. */
export async function OwnCourseList({ courses, timeZone }: OwnCourseListProps) {
  const [t, overview, locale] = await Promise.all([
    getTranslations('teaching.list'),
    getTranslations('teaching.overview'),
    getLocale(),
  ])
  if (courses.length === 0)
    return (
      <EmptyState
        icon="book-open"
        title={t('empty')}
        action={
          <LinkButton href="/instructor/courses/new" variant="primary">
            {overview('new')}
          </LinkButton>
        }
      >
        {t('emptyText')}
      </EmptyState>
    )
  return (
    <ul className="divide-y divide-line rounded-lg border border-line">
      {courses.map((course) => (
        <li
          key={course.id}
          className="relative flex gap-4 p-4 transition-colors focus-within:bg-sunken hover:bg-sunken sm:items-center"
        >
          <CourseArt
            course={{ slug: course.slug, thumbnail: course.thumbnail, category: null }}
            className="w-24 shrink-0 self-start rounded-md sm:w-32 sm:self-center"
          />
          <div className="min-w-0 grow">
            <Link
              href={`/instructor/courses/${course.id}/curriculum`}
              prefetch={false}
              className="font-semibold wrap-anywhere after:absolute after:inset-0"
            >
              {course.title}
            </Link>
            <p className="mt-1 text-sm text-muted">
              {[
                t('lessons', { count: course.lessonCount }),
                t('learners', { count: course.learners }),
                ...(course.isCoInstructor ? [t('coInstructor')] : []),
              ].join(' · ')}
            </p>
            <p className="text-sm text-muted">
              {t('changed', { when: formatShortMoment(course.changedAt, { locale, timeZone }) })}
            </p>
            <p className="mt-2 sm:hidden">
              <CourseState status={course.status} state={course.state} />
            </p>
          </div>
          <p className="shrink-0 max-sm:hidden">
            <CourseState status={course.status} state={course.state} />
          </p>
        </li>
      ))}
    </ul>
  )
}
