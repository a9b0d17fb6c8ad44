import type { Metadata } from 'next'
import { getLocale, getTranslations } from '@/i18n/texts'
import { cache } from 'react'
import { CertificateView } from '@/components/certificates/certificate-view'
import { permanentRedirect } from '@/i18n/navigation'
import { certificateAddress } from '@/lib/certificates/dto'
import { pageTagOf } from '@/lib/certificates/page-tags'
import { getCertificate } from '@/lib/certificates/queries'
import { CertificateReference } from '@/lib/certificates/schema'
import { visitor } from '@/lib/platform/auth/viewer'
import { tagPage } from '@/lib/platform/cache'
import { env } from '@/lib/platform/env'
import { parseInput } from '@/lib/platform/forms/parse'
import { pageData } from '@/lib/platform/http/page'

/** Kept: the same for everybody, dropped when the certificate is revoked, restored, reissued or erased. */
export const revalidate = 300
export const generateStaticParams = () => []

type Props = { params: Promise<{ serial: string }> }

export default async function CertificatePage({ params }: Props) {
  const certificate = await readCertificate((await params).serial)
  const address = certificateAddress(env().APP_URL, certificate.serial)
  return <CertificateView certificate={certificate} address={address} />
}

/** Read once for the page and its metadata. A serial in another spelling leads to its own. */
const readCertificate = cache(async (typed: string) => {
  const given = decodeURIComponent(typed)
  const { serial } = await pageData(async () => parseInput(CertificateReference, { serial: given }))
  await tagPage(pageTagOf(serial))
  const certificate = await pageData(() => getCertificate(visitor(), { serial }))
  if (given !== serial) permanentRedirect({ href: `/certificates/${serial}`, locale: await getLocale() })
  await tagPage(`course:${certificate.courseId}`)
  return certificate
})

/** Who has the serial may see it; a search engine shall not spread people's names. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { serial } = await readCertificate((await params).serial)
  const t = await getTranslations('certificates.page')
  return {
    title: t('metaTitle', { serial }),
    description: t('metaDescription'),
    alternates: { canonical: `/certificates/${serial}` },
    robots: { index: false },
  }
}
