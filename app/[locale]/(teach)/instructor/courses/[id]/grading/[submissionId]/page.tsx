import type { Metadata } from 'next'
import { cache } from 'react'
import { getLocale, getTranslations } from '@/i18n/texts'
import { GradingView } from '@/components/assignments/grading-view'
import { CourseFrame } from '@/components/teaching/course-frame'
import { Badge } from '@/components/ui/badge'
import { TextLink } from '@/components/ui/text-link'
import { getSubmission } from '@/lib/assignments/queries/submission'
import { getViewer } from '@/lib/platform/auth/session'
import { requireMember } from '@/lib/platform/auth/viewer'
import { notFound } from '@/lib/platform/errors'
import { pageData } from '@/lib/platform/http/page'
import { formatMoment } from '@/lib/utils/dates'
import { isolate } from '@/lib/utils/isolate'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ id: string; submissionId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function SubmissionPage({ params, searchParams }: Props) {
  const { id, submissionId } = await params
  const isAcrossCourses = (await searchParams)['all'] === '1'
  const { member, hand } = await readSubmission(id, submissionId, isAcrossCourses)
  const [t, queue, locale] = await Promise.all([
    getTranslations('assignments.grading'),
    getTranslations('assignments.queue'),
    getLocale(),
  ])
  const { work, learner } = hand
  const back = isAcrossCourses ? '/instructor/grading' : `/instructor/courses/${id}/grading`
  const moment = formatMoment(new Date(work.submittedAt ?? work.savedAt), {
    locale,
    timeZone: member.timeZone,
  })
  return (
    <CourseFrame
      course={hand.course}
      title={hand.lessonTitle}
      lead={
        <>
          {t('facts', { attempt: work.attempt, learner: isolate(learner), moment })}
          {work.daysLate > 0 ? (
            <Badge tone="warning" className="ms-2">
              {queue('late', { days: work.daysLate })}
            </Badge>
          ) : null}
        </>
      }
      above={
        <TextLink href={back} prefetch={false}>
          {queue('back')}
        </TextLink>
      }
    >
      <GradingView hand={hand} timeZone={member.timeZone} isAcrossCourses={isAcrossCourses} />
    </CourseFrame>
  )
}

/** Read once for the page and its metadata. A submission has one address, below its own course. */
const readSubmission = cache((courseId: string, submissionId: string, isAcrossCourses: boolean) =>
  pageData(async () => {
    const member = requireMember(await getViewer())
    const hand = await getSubmission(member, { submissionId, isAcrossCourses })
    if (hand.course.id !== courseId) throw notFound('There is no such submission.')
    return { member, hand }
  }),
)

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { id, submissionId } = await params
  const { hand } = await readSubmission(id, submissionId, (await searchParams)['all'] === '1')
  const t = await getTranslations('assignments.grading')
  return { title: t('metaTitle', { learner: hand.learner, lesson: hand.lessonTitle }) }
}
