import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { cache } from 'react'
import { CatalogueView } from '@/components/courses/catalogue-view'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { tagsOfCards } from '@/lib/courses/page-tags'
import { getShelf } from '@/lib/courses/queries/catalogue'
import { visitor } from '@/lib/platform/auth/viewer'
import { tagPage } from '@/lib/platform/cache'
import { pageData } from '@/lib/platform/http/page'

/** Kept: the first page of a category; its filters and further pages are `/courses?category=…`. */
export const revalidate = 300
export const generateStaticParams = () => []

type Props = { params: Promise<{ slug: string }> }

export default async function CategoryPage({ params }: Props) {
  const { slug } = await params
  const catalogue = await readShelf(slug)
  const t = await getTranslations('courses.catalogue')
  return (
    <CatalogueView
      title={catalogue.shelf.name}
      lead={catalogue.shelf.description}
      above={
        <Breadcrumb
          label={t('title')}
          crumbs={[{ label: t('title'), href: '/courses' }, { label: catalogue.shelf.name }]}
        />
      }
      query={{ category: [slug] }}
      catalogue={catalogue}
    />
  )
}

/** Read once for the page and its metadata. */
const readShelf = cache(async (slug: string) => {
  await tagPage('catalogue')
  const shelf = await pageData(() => getShelf(visitor(), { slug }))
  await tagPage(...tagsOfCards(shelf.page.items))
  return shelf
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params
  const { shelf } = await readShelf(slug)
  const t = await getTranslations('courses.catalogue')
  return {
    title: t('titleOf', { name: shelf.name }),
    description: shelf.description || t('description'),
    alternates: { canonical: `/courses/category/${slug}` },
  }
}
