import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { getTranslations } from '@/i18n/texts'
import { Container } from '@/components/layout/container'
import { Notice } from '@/components/ui/notice'
import { FAREWELL_COOKIE } from '@/lib/accounts/constants'
import HomePage from '../page'

/** The home page to somebody whose account has just been deleted: `/?farewell=1`, reached through server.mjs only. */
export const dynamic = 'force-dynamic'

export default async function FarewellPage() {
  const [jar, t] = await Promise.all([cookies(), getTranslations('accounts.farewell')])
  return (
    <>
      {jar.has(FAREWELL_COOKIE) ? (
        <Container className="pt-6">
          <Notice tone="success" role="status" title={t('title')}>
            {t('text')}
          </Notice>
        </Container>
      ) : null}
      <HomePage />
    </>
  )
}

export const metadata: Metadata = { alternates: { canonical: '/' }, robots: { index: false, follow: true } }
