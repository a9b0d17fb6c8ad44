import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { Section } from '@/components/layout/section'
import { RegradesDue } from '@/components/quizzes/regrades-due'
import { CheckLines } from '@/components/teaching/check-lines'
import { AuthoredFrame } from '@/components/teaching/authored-frame'
import { OtherActs, ReviewActs } from '@/components/teaching/publish-acts'
import type { AuthoredCourse } from '@/lib/courses/authored-dto'
import { getCheckList } from '@/lib/courses/queries/check-list'
import { pageData } from '@/lib/platform/http/page'
import { listRegradesDue } from '@/lib/quizzes/queries/regrading'
import { readCourse } from '../read-course'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ id: string }> }

export default async function PublishPage({ params }: Props) {
  const { id } = await params
  const { member, course } = await readCourse(id)
  const [list, due] = await pageData(() =>
    Promise.all([getCheckList(member, { courseId: id }), listRegradesDue(member, { courseId: id })]),
  )
  const t = await getTranslations('teaching.publish')
  return (
    <AuthoredFrame course={course}>
      <RegradesDue courseId={course.id} quizzes={due} />
      <Section title={t('stateTitle')} lead={t(wordOf(course))}>
        <ReviewActs course={course} />
      </Section>
      <Section title={t('checkTitle')} lead={t('checkLead')}>
        <CheckLines courseId={course.id} list={list} />
      </Section>
      <Section title={t('otherTitle')}>
        <OtherActs course={course} />
      </Section>
    </AuthoredFrame>
  )
}

function wordOf({ status, state }: AuthoredCourse) {
  if (status === 'archived') return 'archivedText'
  if (state === 'submitted') return 'inReview'
  if (status !== 'published') return 'draft'
  return state === null ? 'publishedSame' : 'publishedChanged'
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ course }, t] = await Promise.all([
    readCourse((await params).id),
    getTranslations('teaching.publish'),
  ])
  return { title: t('metaTitle', { course: course.details.title }) }
}
