import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { headers } from 'next/headers'
import { ErrorState } from '@/components/layout/error-state'
import { buttonClass } from '@/components/ui/button-class'
import { LinkButton } from '@/components/ui/link-button'

export const dynamic = 'force-dynamic'

/** The document behind a 500: rendered for this one request, because it names the reference under which it was logged. */
export default async function ErrorPage() {
  const t = await getTranslations('problems')
  const reference = (await headers()).get('x-request-id') ?? ''
  return (
    <ErrorState
      code="500"
      title={t('error.title')}
      reference={t('error.reference', { reference })}
      actions={
        <>
          {/* An empty address is the one the person asked for, so this tries it again, with scripts or without. */}
          <a href="" className={buttonClass({ variant: 'primary' })}>
            {t('error.tryAgain')}
          </a>
          <LinkButton href="/" variant="secondary">
            {t('ways.home')}
          </LinkButton>
        </>
      }
    >
      {t('error.text')}
    </ErrorState>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('problems')
  return { title: t('error.title'), robots: { index: false } }
}
