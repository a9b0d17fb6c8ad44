import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { CertificateSearch } from '@/components/certificates/certificate-search'
import { CertificateTable } from '@/components/certificates/certificate-table'
import { Container } from '@/components/layout/container'
import { PageHeader } from '@/components/layout/page-header'
import { Pagination } from '@/components/ui/pagination'
import { listCertificates } from '@/lib/certificates/queries'
import { CertificatesQuery } from '@/lib/certificates/schema'
import { getViewer } from '@/lib/platform/auth/session'
import { requireAdmin } from '@/lib/platform/auth/viewer'
import { parseInput } from '@/lib/platform/forms/parse'
import { pageData } from '@/lib/platform/http/page'

export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function CertificatesPage({ searchParams }: Props) {
  const { q, cursor } = await searchParams
  const { viewer, query, page } = await pageData(async () => {
    const viewer = requireAdmin(await getViewer())
    const query = parseInput(CertificatesQuery, { q, cursor })
    return { viewer, query, page: await listCertificates(viewer, query) }
  })
  const [t, paging] = await Promise.all([
    getTranslations('certificates.admin'),
    getTranslations('common.paging'),
  ])
  const address = (after?: string) => {
    const given = [...(query.q ? [['q', query.q]] : []), ...(after ? [['cursor', after]] : [])]
    return given.length === 0 ? '/admin/certificates' : `/admin/certificates?${new URLSearchParams(given)}`
  }
  return (
    <Container className="pb-12">
      <PageHeader title={t('title')} lead={t('lead')} />
      <CertificateSearch q={query.q} />
      <CertificateTable certificates={page.items} q={query.q} timeZone={viewer.timeZone} />
      <Pagination
        label={paging('label')}
        first={query.cursor ? { href: address(), label: paging('first') } : null}
        next={page.nextCursor ? { href: address(page.nextCursor), label: t('more') } : null}
      />
    </Container>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('certificates.admin')
  return { title: t('title') }
}
