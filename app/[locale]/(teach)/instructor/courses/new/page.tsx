import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { FormTexts } from '@/components/forms/form-texts'
import { Container } from '@/components/layout/container'
import { PageHeader } from '@/components/layout/page-header'
import { NewCourseForm } from '@/components/teaching/new-course-form'
import { APPLICANTS_PLACE } from '@/lib/accounts/constants'
import { requireTeacher } from '@/lib/courses/queries/own-courses'
import { getViewer } from '@/lib/platform/auth/session'
import { pageData } from '@/lib/platform/http/page'

export const dynamic = 'force-dynamic'

export default async function NewCoursePage() {
  await pageData(async () => requireTeacher(await getViewer()), APPLICANTS_PLACE)
  const t = await getTranslations('teaching.new')
  return (
    <Container width="measure" className="pb-16">
      <PageHeader title={t('title')} lead={t('lead')} />
      <FormTexts>
        <NewCourseForm texts={{ name: t('name'), nameHint: t('nameHint'), create: t('create') }} />
      </FormTexts>
    </Container>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('teaching.new'))('title') }
}
