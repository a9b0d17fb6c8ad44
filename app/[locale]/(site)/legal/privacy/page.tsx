import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { LegalPage } from '@/components/legal/legal-page'

export const revalidate = 300
export const generateStaticParams = () => []

export default function PrivacyPage() {
  return <LegalPage text="privacy" />
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('legal')
  return {
    title: t('privacy.title'),
    description: t('privacy.lead'),
    alternates: { canonical: '/legal/privacy' },
  }
}
