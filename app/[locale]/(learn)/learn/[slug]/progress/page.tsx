import type { Metadata } from 'next'
import { getLocale, getTranslations } from '@/i18n/texts'
import { cache } from 'react'
import { Container } from '@/components/layout/container'
import { EmptyState } from '@/components/layout/empty-state'
import { PageHeader } from '@/components/layout/page-header'
import { LedgerTable } from '@/components/progress/ledger-table'
import { LinkButton } from '@/components/ui/link-button'
import { Pagination } from '@/components/ui/pagination'
import { TextLink } from '@/components/ui/text-link'
import { getViewer } from '@/lib/platform/auth/session'
import { requireMember } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'
import { getLedger } from '@/lib/progress/queries/ledger'
import { describeTimeZone } from '@/lib/utils/time-zones'
import { now } from '@/lib/platform/clock'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ slug: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function LedgerPage({ params, searchParams }: Props) {
  const { slug } = await params
  const { cursor } = await searchParams
  const place = typeof cursor === 'string' && cursor !== '' ? cursor : undefined
  const { member, ledger } = await readLedger(slug, place)
  const [t, paging, locale] = await Promise.all([
    getTranslations('progress.ledger'),
    getTranslations('common.paging'),
    getLocale(),
  ])
  const { course, entries, percent } = ledger
  const here = `/learn/${slug}/progress`
  return (
    <Container width="list" className="pb-16">
      <PageHeader
        above={
          <TextLink href={`/learn/${slug}`} prefetch={false} className="text-sm">
            <span lang={course.language === locale ? undefined : course.language}>{course.title}</span>
          </TextLink>
        }
        title={t('title')}
        lead={t('lead', { timeZone: describeTimeZone(member.timeZone, now(), locale) })}
      />
      {entries.items.length === 0 ? (
        <EmptyState
          icon="list-checks"
          title={t('empty')}
          action={
            <LinkButton href={`/learn/${slug}`} prefetch={false} variant="primary">
              {t('emptyAction')}
            </LinkButton>
          }
        >
          {t('emptyText')}
        </EmptyState>
      ) : (
        <>
          <p className="mb-4 font-medium">{t('percentNow', { percent })}</p>
          <LedgerTable entries={entries.items} course={course} timeZone={member.timeZone} whose="own" />
        </>
      )}
      <Pagination
        label={paging('label')}
        first={place === undefined ? null : { href: here, label: paging('first') }}
        next={
          entries.nextCursor === null
            ? null
            : { href: `${here}?cursor=${entries.nextCursor}`, label: t('older') }
        }
      />
    </Container>
  )
}

/** Read once for the page and its metadata. */
const readLedger = cache((slug: string, cursor: string | undefined) =>
  pageData(async () => {
    const viewer = await getViewer()
    return { member: requireMember(viewer), ledger: await getLedger(viewer, { slug, cursor }) }
  }),
)

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { cursor } = await searchParams
  const place = typeof cursor === 'string' && cursor !== '' ? cursor : undefined
  const { ledger } = await readLedger((await params).slug, place)
  const t = await getTranslations('progress.ledger')
  return { title: t('metaTitle', { title: ledger.course.title }) }
}
