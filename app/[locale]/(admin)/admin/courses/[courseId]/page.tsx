import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { FormTexts } from '@/components/forms/form-texts'
import { Container } from '@/components/layout/container'
import { PageHeader } from '@/components/layout/page-header'
import { Section } from '@/components/layout/section'
import { ReturnForm } from '@/components/teaching/return-form'
import { FieldChanges, LessonChanges } from '@/components/teaching/review-changes'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { Notice } from '@/components/ui/notice'
import { approveCourseAction } from '@/lib/courses/actions/authoring'
import { getReview, type Review } from '@/lib/courses/queries/review'
import { getViewer } from '@/lib/platform/auth/session'
import { requireAdmin } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ courseId: string }> }

export default async function ReviewPage({ params }: Props) {
  const { courseId } = await params
  const review = await pageData(async () => getReview(requireAdmin(await getViewer()), { courseId }))
  const t = await getTranslations('teaching.review')
  const { course, isFirst, details, lessons, hasOtherOrder } = review
  return (
    <Container className="pb-16">
      <PageHeader
        title={course.details.title}
        lead={course.instructor?.fullName}
        above={<Breadcrumb label={t('crumb')} crumbs={[{ label: t('crumb'), href: '/admin/courses' }]} />}
      />
      {course.can.approve ? null : <Notice>{t('notWaiting')}</Notice>}
      {isFirst ? <Notice>{t('newCourse')}</Notice> : null}
      {isFirst ? null : (
        <Section title={t('details')}>
          {details.length === 0 ? (
            <p className="text-muted">{t('detailsNone')}</p>
          ) : (
            <FieldChanges changes={details} />
          )}
        </Section>
      )}
      <Section title={t('lessons')} lead={hasOtherOrder ? t('order') : undefined}>
        {lessons.length === 0 ? (
          <p className="text-muted">{t('lessonsNone')}</p>
        ) : (
          <LessonChanges courseId={course.id} lessons={lessons} />
        )}
      </Section>
      {course.can.approve ? <Decision course={course} /> : null}
    </Container>
  )
}

async function Decision({ course }: { course: Review['course'] }) {
  const t = await getTranslations('teaching.review')
  return (
    <Section title={t('decide')}>
      <div className="flex flex-col gap-8">
        <ActionButton
          action={approveCourseAction}
          fields={{ courseId: course.id, version: String(course.version) }}
          variant="primary"
        >
          {t('approve')}
        </ActionButton>
        <FormTexts domains={['course']}>
          <ReturnForm
            courseId={course.id}
            version={course.version}
            texts={{ comment: t('comment'), commentHint: t('commentHint'), return: t('return') }}
          />
        </FormTexts>
      </div>
    </Section>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('teaching.review'))('queueTitle') }
}
