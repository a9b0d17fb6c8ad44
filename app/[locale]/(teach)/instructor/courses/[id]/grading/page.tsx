import type { Metadata } from 'next'
import { cache } from 'react'
import { getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { QueueTable } from '@/components/assignments/queue-table'
import { CourseFrame } from '@/components/teaching/course-frame'
import { Notice } from '@/components/ui/notice'
import { Pagination } from '@/components/ui/pagination'
import { TextLink } from '@/components/ui/text-link'
import { listQueueOfCourse } from '@/lib/assignments/queries/queue'
import { QueueQuery } from '@/lib/assignments/schema'
import { getViewer } from '@/lib/platform/auth/session'
import { requireMember } from '@/lib/platform/auth/viewer'
import { parseInput } from '@/lib/platform/forms/parse'
import { pageData } from '@/lib/platform/http/page'
import { releaseGradesOfLessonAction } from '@/lib/progress/actions/grading'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function CourseQueuePage({ params, searchParams }: Props) {
  const { member, query, course, page } = await readQueue(
    (await params).id,
    JSON.stringify(await searchParams),
  )
  const [t, grading, paging] = await Promise.all([
    getTranslations('assignments.queue'),
    getTranslations('assignments.grading'),
    getTranslations('common.paging'),
  ])
  const here = `/instructor/courses/${course.id}/grading`
  const address = (cursor?: string) => {
    const entries = Object.entries({ ...query, cursor }).flatMap(([name, value]) =>
      value && value !== 'waiting' ? [[name, value]] : [],
    )
    return entries.length === 0 ? here : `${here}?${new URLSearchParams(entries)}`
  }
  // Of several assignments each is released by itself, so that nothing is shown by mistake.
  const held =
    query.view === 'held' ? new Map(page.items.map((each) => [each.lessonId, each.lessonTitle])) : []
  return (
    <CourseFrame
      course={course}
      title={t('title')}
      lead={t('leadCourse')}
      actions={
        <TextLink
          href="/instructor/grading"
          prefetch={false}
          className="inline-flex min-h-11 items-center text-sm"
        >
          {t('all')}
        </TextLink>
      }
    >
      {[...held].map(([lessonId, lessonTitle]) => (
        <Notice
          key={lessonId}
          className="mb-4"
          action={
            <ActionButton
              action={releaseGradesOfLessonAction}
              fields={{ lessonId }}
              size="sm"
              label={`${grading('releaseAll')}: ${lessonTitle}`}
              doneMessage={grading('releasedAll')}
              confirm={{
                title: grading('releaseAllTitle'),
                description: grading('releaseAllText', { lesson: lessonTitle }),
                confirmLabel: grading('releaseAll'),
              }}
            >
              {grading('releaseAll')}
            </ActionButton>
          }
        >
          {lessonTitle}
        </Notice>
      ))}
      <QueueTable
        entries={page.items}
        view={query.view}
        timeZone={member.timeZone}
        here={here}
        isAcrossCourses={false}
      />
      <Pagination
        label={paging('label')}
        first={query.cursor ? { href: address(), label: paging('first') } : null}
        next={page.nextCursor ? { href: address(page.nextCursor), label: t('more') } : null}
      />
    </CourseFrame>
  )
}

/** Read once for the page and its metadata. */
const readQueue = cache((courseId: string, address: string) =>
  pageData(async () => {
    const member = requireMember(await getViewer())
    const { view, lesson, cursor } = JSON.parse(address) as Record<string, string | undefined>
    const query = parseInput(QueueQuery, {
      view: view || undefined,
      lesson: lesson || undefined,
      cursor: cursor || undefined,
    })
    return { member, query, ...(await listQueueOfCourse(member, { ...query, courseId })) }
  }),
)

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { course } = await readQueue((await params).id, JSON.stringify(await searchParams))
  const t = await getTranslations('assignments.queue')
  return { title: `${t('title')} · ${course.title}` }
}
