import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { FormTexts } from '@/components/forms/form-texts'
import { Section } from '@/components/layout/section'
import { PastRegradings } from '@/components/quizzes/past-regradings'
import { RegradeChanges } from '@/components/quizzes/regrade-changes'
import { RegradeDecision } from '@/components/quizzes/regrade-decision'
import { CourseFrame } from '@/components/teaching/course-frame'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { pageData } from '@/lib/platform/http/page'
import { previewRegrade } from '@/lib/quizzes/queries/regrading'
import { RegradePage } from '@/lib/quizzes/schema/regrading'
import { readLesson } from '../read-lesson'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ id: string; lessonId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function RegradeQuizPage({ params, searchParams }: Props) {
  const [{ id, lessonId }, { page }] = await Promise.all([params, searchParams])
  const { member, lesson } = await readLesson(id, lessonId)
  const preview = await pageData(() => previewRegrade(member, { lessonId, ...RegradePage.parse({ page }) }))
  const t = await getTranslations('quizzes.regrade')
  const here = `/instructor/courses/${id}/lessons/${lessonId}`
  const { details } = lesson.course
  const { toNumber, attempts, learners, past } = preview
  const isRunning = past.some(({ doneAt }) => doneAt === null)
  return (
    <CourseFrame
      course={{ id, title: details.title, language: details.language }}
      above={
        <TextLink href={here} prefetch={false}>
          {lesson.title}
        </TextLink>
      }
      title={t('title')}
      lead={toNumber === null ? undefined : t('lead', { number: toNumber })}
    >
      {toNumber === null ? <Notice>{t('notPublished')}</Notice> : null}
      {toNumber !== null && learners === 0 && !isRunning ? (
        <Notice>
          {attempts === 0
            ? t('none', { number: toNumber })
            : t('same', { count: attempts, number: toNumber })}
        </Notice>
      ) : null}
      {learners === 0 ? null : <RegradeChanges preview={preview} href={`${here}/regrade`} />}
      {learners === 0 || isRunning ? null : (
        <Section title={t('confirmTitle')}>
          <FormTexts domains={['quiz']}>
            <RegradeDecision lessonId={lessonId} preview={preview} />
          </FormTexts>
        </Section>
      )}
      {past.length === 0 ? null : (
        <Section title={t('past')}>
          <PastRegradings past={past} timeZone={member.timeZone} href={`${here}/regrade`} />
        </Section>
      )}
    </CourseFrame>
  )
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, lessonId } = await params
  const [{ lesson }, t] = await Promise.all([readLesson(id, lessonId), getTranslations('quizzes.regrade')])
  return { title: t('metaTitle', { lesson: lesson.title }) }
}
