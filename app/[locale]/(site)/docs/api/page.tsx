import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Metadata } from 'next'
import { getLocale, getTranslations } from '@/i18n/texts'
import { ApiContents } from '@/components/api/api-contents'
import { CallView } from '@/components/api/call-view'
import { callsByTag } from '@/components/api/reading'
import { tagTitle } from '@/components/api/tag-title'
import { TryItProvider } from '@/components/api/try-it'
import { tryItTexts } from '@/components/api/try-it-texts'
import { Markdown } from '@/components/editor/markdown'
import { contentsOf } from '@/components/editor/markdown-contents'
import { Container } from '@/components/layout/container'
import { PageHeader } from '@/components/layout/page-header'
import { apiDocument } from '@/lib/openapi'

export const revalidate = 300
export const generateStaticParams = () => []

/** The HTTP interface as people read it: a guide, then every call, made of the document that programs read. */
export default async function ApiPage() {
  const [t, locale, texts] = await Promise.all([getTranslations('api'), getLocale(), tryItTexts()])
  const guide = await readFile(path.join(process.cwd(), 'messages', locale, 'docs', 'api.md'), 'utf8')
  const { document } = apiDocument()
  const [groups, headings] = [callsByTag(document), await contentsOf(guide)]
  return (
    <Container className="pb-16">
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="gap-12 lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
        <ApiContents headings={headings} groups={groups} />
        <div className="min-w-0">
          <Markdown source={guide} />
          <TryItProvider texts={texts}>
            {groups.map(([tag, calls]) => (
              <section key={tag} aria-labelledby={`tag-${tag}`} className="mt-14">
                <h2 id={`tag-${tag}`} className="scroll-mt-24 border-b border-line pb-3 text-2xl">
                  {tagTitle(t, tag)}
                </h2>
                <div className="divide-y divide-line">
                  {calls.map((each) => (
                    <CallView key={each.call.operationId} {...each} document={document} />
                  ))}
                </div>
              </section>
            ))}
          </TryItProvider>
        </div>
      </div>
    </Container>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('api')
  return { title: t('title'), description: t('lead'), alternates: { canonical: '/docs/api' } }
}
