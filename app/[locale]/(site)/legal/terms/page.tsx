import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { LegalPage } from '@/components/legal/legal-page'

export const revalidate = 300
export const generateStaticParams = () => []

export default function TermsPage() {
  return <LegalPage text="terms" />
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('legal')
  return { title: t('terms.title'), description: t('terms.lead'), alternates: { canonical: '/legal/terms' } }
}
