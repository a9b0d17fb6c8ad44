import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { ErasureSection } from '@/components/accounts/erasure-section'
import { ExportSection } from '@/components/accounts/export-section'
import { PageHeader } from '@/components/layout/page-header'
import { getErasure } from '@/lib/operations/queries'
import { getViewer } from '@/lib/platform/auth/session'
import { pageData } from '@/lib/platform/http/page'

export const dynamic = 'force-dynamic'

export default async function PrivacySettingsPage() {
  const [erasure, t] = await Promise.all([
    pageData(async () => getErasure(await getViewer())),
    getTranslations('accounts.privacy'),
  ])
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <ExportSection />
      <ErasureSection erasure={erasure} />
    </>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('accounts.privacy')
  return { title: t('title') }
}
