import type { Metadata } from 'next'
import { getLocale, getTranslations } from '@/i18n/texts'
import { CatalogueView } from '@/components/courses/catalogue-view'
import { redirect } from '@/i18n/navigation'
import { listCatalogue } from '@/lib/courses/queries/catalogue'
import {
  catalogueAddress,
  isCanonical,
  readCatalogueAddress,
  type CatalogueQuery,
} from '@/lib/courses/schema'
import { getViewer } from '@/lib/platform/auth/session'
import { AppError } from '@/lib/platform/errors'

/** `/courses` with parameters: rendered per request, reached through server.mjs only. */
export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function FilteredCataloguePage({ searchParams }: Props) {
  const said = await searchParams
  const query = readCatalogueAddress(said)
  // What a person mistyped, or an old link says, is led to the one address of the same list.
  if (!isCanonical(said, query))
    redirect({ href: catalogueAddress(query, { cursor: query.cursor }), locale: await getLocale() })
  const [catalogue, t] = await Promise.all([readCatalogue(query), getTranslations('courses.catalogue')])
  const title = query.q === undefined ? t('title') : t('titleFound', { words: query.q })
  return <CatalogueView title={title} query={query} catalogue={catalogue} />
}

/** A place in the list that no longer is one (an old link, another order) shows the list from its beginning. */
async function readCatalogue(query: CatalogueQuery) {
  const viewer = await getViewer()
  try {
    return await listCatalogue(viewer, query)
  } catch (error) {
    if (!(error instanceof AppError) || error.fields?.['cursor'] === undefined) throw error
    return listCatalogue(viewer, { ...query, cursor: undefined })
  }
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const query = readCatalogueAddress(await searchParams)
  const t = await getTranslations('courses.catalogue')
  return {
    title: query.q === undefined ? t('title') : t('titleFound', { words: query.q }),
    description: t('description'),
    alternates: { canonical: catalogueAddress(query) },
    robots: { index: false, follow: true },
  }
}
