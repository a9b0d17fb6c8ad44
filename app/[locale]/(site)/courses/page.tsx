import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { CatalogueView } from '@/components/courses/catalogue-view'
import { tagsOfCards } from '@/lib/courses/page-tags'
import { listCatalogue } from '@/lib/courses/queries/catalogue'
import { visitor } from '@/lib/platform/auth/viewer'
import { tagPage } from '@/lib/platform/cache'

/** Kept: the catalogue without parameters. With parameters server.mjs leads to ../catalogue. */
export const revalidate = 300
export const generateStaticParams = () => []

export default async function CataloguePage() {
  await tagPage('catalogue')
  const [catalogue, t] = await Promise.all([
    listCatalogue(visitor(), {}),
    getTranslations('courses.catalogue'),
  ])
  await tagPage(...tagsOfCards(catalogue.page.items))
  return <CatalogueView title={t('title')} lead={t('lead')} query={{}} catalogue={catalogue} />
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('courses.catalogue')
  return { title: t('title'), description: t('description'), alternates: { canonical: '/courses' } }
}
