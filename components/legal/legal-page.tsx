import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { getLocale, getTranslations } from '@/i18n/texts'
import { Markdown } from '@/components/editor/markdown'
import { Container } from '@/components/layout/container'
import { PageHeader } from '@/components/layout/page-header'
import { Notice } from '@/components/ui/notice'

/** One of the legal texts: long enough to be a file of its own beside the catalogue, in the page's language. */
export async function LegalPage({ text }: { text: 'privacy' | 'terms' }) {
  const [t, locale] = await Promise.all([getTranslations('legal'), getLocale()])
  const source = await readFile(path.join(process.cwd(), 'messages', locale, 'legal', `${text}.md`), 'utf8')
  return (
    <Container width="measure" className="pb-16">
      <PageHeader title={t(`${text}.title`)} lead={t(`${text}.lead`)} />
      <Notice tone="warning" title={t('adapt.title')}>
        {t('adapt.text')}
      </Notice>
      <div className="pt-8">
        <Markdown source={source} />
      </div>
    </Container>
  )
}
