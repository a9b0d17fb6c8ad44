import type { Metadata } from 'next'
import { getLocale, getTranslations } from '@/i18n/texts'
import { Container } from '@/components/layout/container'
import { PageHeader } from '@/components/layout/page-header'
import { LETTER_TONES } from '@/components/operations/letter-table'
import { Badge } from '@/components/ui/badge'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import type { LetterDetails } from '@/lib/operations/dto'
import { getLetter } from '@/lib/operations/queries'
import { getViewer } from '@/lib/platform/auth/session'
import { requireAdmin } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'
import { formatMoment } from '@/lib/utils/dates'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ letterId: string }> }

export default async function LetterPage({ params }: Props) {
  const { letterId } = await params
  const { letter, timeZone } = await pageData(async () => {
    const viewer = requireAdmin(await getViewer())
    return { letter: await getLetter(viewer, { letterId }), timeZone: viewer.timeZone }
  })
  const [t, locale] = await Promise.all([getTranslations('admin.letters'), getLocale()])
  return (
    <Container className="pb-12">
      <PageHeader
        title={letter.subject}
        lead={`${letter.to} · ${formatMoment(letter.writtenAt, { locale, timeZone })}`}
        above={
          <TextLink href="/admin/system#letters" prefetch={false}>
            {t('back')}
          </TextLink>
        }
        actions={<Badge tone={LETTER_TONES[letter.state]}>{t(letter.state)}</Badge>}
      />
      <LetterBody letter={letter} />
    </Container>
  )
}

async function LetterBody({ letter }: { letter: LetterDetails }) {
  const t = await getTranslations('admin.letters')
  return (
    <div className="flex flex-col gap-6">
      {letter.error ? <Notice tone="danger">{t('error', { error: letter.error })}</Notice> : null}
      {letter.text === null ? <Notice>{t('gone')}</Notice> : null}
      {letter.html === null ? null : (
        <iframe
          title={t('preview')}
          srcDoc={letter.html}
          sandbox=""
          className="bg-white h-128 w-full rounded-lg border border-line"
        />
      )}
      {letter.text === null ? null : (
        <section aria-labelledby="letter-text">
          <h2 id="letter-text" className="mb-3 text-lg">
            {t('plain')}
          </h2>
          <pre className="overflow-x-auto rounded-lg border border-line bg-sunken p-4 text-sm whitespace-pre-wrap">
            {letter.text}
          </pre>
        </section>
      )}
    </div>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin.letters')
  return { title: t('detail') }
}
