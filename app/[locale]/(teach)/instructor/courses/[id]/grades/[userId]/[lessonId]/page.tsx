import type { Metadata } from 'next'
import { cache } from 'react'
import { getTranslations } from '@/i18n/texts'
import { GradeTrail } from '@/components/assignments/grade-trail'
import { OverrideForm } from '@/components/assignments/override-form'
import { FormTexts } from '@/components/forms/form-texts'
import { CourseFrame } from '@/components/teaching/course-frame'
import { TextLink } from '@/components/ui/text-link'
import { getOneGrade } from '@/lib/assignments/queries/one-grade'
import { getViewer } from '@/lib/platform/auth/session'
import { requireMember } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'
import { isolate } from '@/lib/utils/isolate'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ id: string; userId: string; lessonId: string }> }

export default async function OneGradePage({ params }: Props) {
  const { id, userId, lessonId } = await params
  const { member, grade } = await readGrade(id, userId, lessonId)
  const [t, book, trail] = await Promise.all([
    getTranslations('assignments.override'),
    getTranslations('assignments.book'),
    getTranslations('assignments.trail'),
  ])
  const { learner, score, outOf } = grade
  const fields = { courseId: id, userId, lessonId }
  return (
    <CourseFrame
      course={grade.course}
      width="measure"
      title={t('title')}
      lead={t('lead', { learner: isolate(learner), lesson: grade.lessonTitle })}
      above={
        <TextLink href={`/instructor/courses/${id}/grades`} prefetch={false}>
          {book('title')}
        </TextLink>
      }
    >
      <p className="mb-6 font-medium">
        {score === null ? t('none') : t('now', { score: String(score), outOf: String(outOf ?? score) })}
        {grade.override === null ? null : (
          <span className="block font-normal text-muted">{book('override', { reason: grade.override })}</span>
        )}
      </p>
      <FormTexts domains={['assignment']}>
        {grade.can.override ? (
          <OverrideForm
            fields={fields}
            points={{
              label: t('points'),
              hint: book('outOf', { points: String(outOf ?? 0) }),
              value: score === null ? '' : String(score),
            }}
            reason={{ label: t('reason'), hint: t('reasonHint', { learner: isolate(learner) }) }}
            button={t('save')}
            doneMessage={t('saved')}
          />
        ) : null}
        {grade.can.override && grade.override !== null ? (
          <div className="mt-8 border-t border-line pt-6">
            <OverrideForm
              fields={fields}
              points={null}
              reason={{ label: t('removeReason') }}
              button={t('remove')}
              doneMessage={t('saved')}
            />
          </div>
        ) : null}
      </FormTexts>
      <section aria-labelledby="trail-title" className="mt-10">
        <h2 id="trail-title" className="mb-3 text-lg font-semibold">
          {trail('title')}
        </h2>
        <GradeTrail entries={grade.trail} timeZone={member.timeZone} whose="learners" />
      </section>
    </CourseFrame>
  )
}

/** Read once for the page and its metadata. */
const readGrade = cache((courseId: string, userId: string, lessonId: string) =>
  pageData(async () => {
    const member = requireMember(await getViewer())
    return { member, grade: await getOneGrade(member, { courseId, userId, lessonId }) }
  }),
)

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, userId, lessonId } = await params
  const { grade } = await readGrade(id, userId, lessonId)
  const t = await getTranslations('assignments.override')
  return { title: t('lead', { learner: grade.learner, lesson: grade.lessonTitle }) }
}
