import type { Metadata } from 'next'
import { getMessages } from 'next-intl/server'
import { getTranslations } from '@/i18n/texts'
import { FormTexts } from '@/components/forms/form-texts'
import { AuthoredFrame } from '@/components/teaching/authored-frame'
import { PricingForm } from '@/components/teaching/pricing-form'
import { Section } from '@/components/layout/section'
import { readCourse } from '../read-course'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ id: string }> }

export default async function PricingPage({ params }: Props) {
  const { member, course } = await readCourse((await params).id)
  const { teaching } = await getMessages()
  return (
    <AuthoredFrame course={course}>
      <FormTexts domains={['course', 'account']}>
        <Section title={teaching.pricing.title} lead={teaching.pricing.lead}>
          <PricingForm
            course={course}
            viewerId={member.userId}
            texts={teaching.pricing}
            autosave={teaching.autosave}
          />
        </Section>
      </FormTexts>
    </AuthoredFrame>
  )
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ course }, t] = await Promise.all([
    readCourse((await params).id),
    getTranslations('teaching.pricing'),
  ])
  return { title: t('metaTitle', { course: course.details.title }) }
}
