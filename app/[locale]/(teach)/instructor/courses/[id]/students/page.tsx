import type { Metadata } from 'next'
import { cache } from 'react'
import { getTranslations, getLocale } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { EmptyState } from '@/components/layout/empty-state'
import { CourseFrame } from '@/components/teaching/course-frame'
import { StudentsFilters } from '@/components/teaching/students-filters'
import { StudentsTable } from '@/components/teaching/students-table'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { Pagination } from '@/components/ui/pagination'
import { getPathname } from '@/i18n/navigation'
import { getViewer } from '@/lib/platform/auth/session'
import { requireMember } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'
import { readmitStudentAction } from '@/lib/progress/actions/students'
import { getStudentList } from '@/lib/progress/queries/students'
import { readStudentsAddress, studentsAddress } from '@/lib/progress/student-schema'
import { objectId } from '@/lib/utils/object-id'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const CHOOSE = 'choose-students'

export default async function StudentsPage({ params, searchParams }: Props) {
  const { id } = await params
  const { member, query, list } = await readList(id, JSON.stringify(await searchParams))
  const { course, counts, page, removed } = list
  const [t, paging, locale] = await Promise.all([
    getTranslations('students'),
    getTranslations('common.paging'),
    getLocale(),
  ])
  const write = `/instructor/courses/${course.id}/announcements/new`
  const canChoose = query.show !== 'left' && page.items.length > 0
  return (
    <CourseFrame course={course} title={t('title')} lead={t('lead', { course: course.title })}>
      {removed ? (
        <Notice
          tone="success"
          role="status"
          className="mb-6"
          action={
            <ActionButton
              action={readmitStudentAction}
              fields={{ courseId: course.id, userId: removed.id }}
              label={t('undoLabel', { name: removed.fullName })}
              size="sm"
            >
              {t('undo')}
            </ActionButton>
          }
        >
          {t('removedNotice', { name: removed.fullName })}
        </Notice>
      ) : null}
      <StudentsFilters list={list} query={query} />
      {page.items.length > 0 ? (
        <>
          <StudentsTable
            course={course}
            students={page.items}
            timeZone={member.timeZone}
            chooseForm={canChoose ? CHOOSE : null}
          />
          <div className="mt-4 flex flex-wrap gap-3">
            {canChoose ? (
              <form id={CHOOSE} action={getPathname({ href: write, locale })}>
                <Button type="submit">{t('writeChosen')}</Button>
              </form>
            ) : null}
            {canChoose ? (
              <LinkButton
                href={query.show === undefined ? write : `${write}?to=${query.show}`}
                prefetch={false}
              >
                {query.show === undefined ? t('writeAll') : t('writeFiltered')}
              </LinkButton>
            ) : null}
            <a
              href={`/api/courses/${course.id}/students.csv${addressQuery(course.id, query)}`}
              download
              className="inline-flex min-h-11 items-center px-2 text-sm font-medium text-accent underline decoration-current/35 underline-offset-3 hover:decoration-current"
            >
              {t('export')}
            </a>
          </div>
        </>
      ) : (
        <EmptyState
          icon="search"
          title={counts.all === 0 ? t('empty') : t('none')}
          action={
            counts.all === 0 ? undefined : (
              <LinkButton href={studentsAddress(course.id, {})} prefetch={false}>
                {t('showAll')}
              </LinkButton>
            )
          }
        >
          {counts.all === 0 ? t('emptyText') : t('noneText')}
        </EmptyState>
      )}
      <Pagination
        label={paging('label')}
        first={query.cursor ? { href: studentsAddress(course.id, query), label: paging('first') } : null}
        next={
          page.nextCursor
            ? { href: studentsAddress(course.id, query, { cursor: page.nextCursor }), label: t('more') }
            : null
        }
      />
    </CourseFrame>
  )
}

/** What the list was narrowed to, without the place in it. */
function addressQuery(courseId: string, query: Parameters<typeof studentsAddress>[1]): string {
  return studentsAddress(courseId, query).split('students')[1] ?? ''
}

/** Read once for the page and its metadata. */
const readList = cache((courseId: string, address: string) =>
  pageData(async () => {
    const viewer = requireMember(await getViewer())
    const searchParams = JSON.parse(address) as Record<string, string | string[] | undefined>
    const query = readStudentsAddress(searchParams)
    const removed = objectId.safeParse(searchParams['removed'])
    const removedId = removed.success ? removed.data : undefined
    return {
      member: viewer,
      query,
      list: await getStudentList(viewer, { ...query, courseId, removedId }),
    }
  }),
)

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { list } = await readList((await params).id, JSON.stringify(await searchParams))
  const t = await getTranslations('students')
  return { title: `${t('title')} · ${list.course.title}` }
}
