import type { Metadata } from 'next'
import { getMessages } from 'next-intl/server'
import { getTranslations } from '@/i18n/texts'
import { FormTexts } from '@/components/forms/form-texts'
import { EmptyState } from '@/components/layout/empty-state'
import { AuthoredFrame } from '@/components/teaching/authored-frame'
import { Curriculum } from '@/components/teaching/curriculum'
import { RemovedList } from '@/components/teaching/removed-list'
import { LinkButton } from '@/components/ui/link-button'
import { objectId } from '@/lib/utils/object-id'
import { readCourse } from '../read-course'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function CurriculumPage({ params, searchParams }: Props) {
  const { course } = await readCourse((await params).id)
  const [t, { teaching }] = await Promise.all([getTranslations('teaching.curriculum'), getMessages()])
  const adding = objectId.safeParse((await searchParams)['add'])
  const { types, ...texts } = teaching.curriculum
  const { version, orderEdit, modules, removed, can } = course
  const lessons = modules.flatMap(({ sections }) => sections.flatMap((section) => section.lessons))
  return (
    <AuthoredFrame course={course}>
      <div className="flex flex-wrap items-end justify-between gap-4 pt-6 pb-4">
        <p className="max-w-measure text-muted">
          {t('lead')} {t('summary', { modules: modules.length, lessons: lessons.length })}
        </p>
        {can.edit ? (
          <LinkButton href={`/instructor/courses/${course.id}/curriculum/copy`} size="sm">
            {t('copyIn')}
          </LinkButton>
        ) : null}
      </div>
      <FormTexts domains={['course', 'lesson', 'account']}>
        {modules.length === 0 ? (
          <div className="pb-5">
            <EmptyState icon="layers" title={t('empty')}>
              {t('emptyText')}
            </EmptyState>
          </div>
        ) : null}
        <Curriculum
          course={{ id: course.id, version, orderEdit, modules, removed, can }}
          texts={texts}
          types={types}
          adding={adding.data ?? null}
        />
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
