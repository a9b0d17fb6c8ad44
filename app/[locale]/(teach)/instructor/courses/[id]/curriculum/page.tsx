import type { Metadata } from 'next'
import { getMessages } from 'next-intl/server'
import { getTranslations } from '@/i18n/texts'
import { FormTexts } from '@/components/forms/form-texts'
import { EmptyState } from '@/components/layout/empty-state'
import { AuthoredFrame } from '@/components/teaching/authored-frame'
import { Curriculum } from '@/components/teaching/curriculum'
import { RemovedList } from '@/components/teaching/removed-list'
import { LinkButton } from '@/components/ui/link-button'
import { readCourse } from '../read-course'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ id: string }> }

export default async function CurriculumPage({ params }: Props) {
  const { course } = await readCourse((await params).id)
  const [t, { teaching }] = await Promise.all([getTranslations('teaching.curriculum'), getMessages()])
  const { types, ...texts } = teaching.curriculum
  const lessons = course.modules.flatMap(({ sections }) => sections.flatMap((section) => section.lessons))
  return (
    <AuthoredFrame course={course}>
      <div className="flex flex-wrap items-end justify-between gap-4 pt-6 pb-4">
        <p className="max-w-measure text-muted">
          {t('lead')} {t('summary', { modules: course.modules.length, lessons: lessons.length })}
        </p>
        {course.can.edit ? (
          <LinkButton href={`/instructor/courses/${course.id}/curriculum/copy`} size="sm">
            {t('copyIn')}
          </LinkButton>
        ) : null}
      </div>
      <FormTexts domains={['course', 'lesson', 'account']}>
        {course.modules.length === 0 ? (
          <div className="pb-5">
            <EmptyState icon="layers" title={t('empty')}>
              {t('emptyText')}
            </EmptyState>
          </div>
        ) : null}
        <Curriculum course={course} texts={texts} types={types} />
        <RemovedList course={course} />
      </FormTexts>
    </AuthoredFrame>
  )
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ course }, t] = await Promise.all([
    readCourse((await params).id),
    getTranslations('teaching.curriculum'),
  ])
  return { title: t('metaTitle', { course: course.details.title }) }
}
