import type { Metadata } from 'next'
import { getMessages } from 'next-intl/server'
import { getLocale, getTranslations } from '@/i18n/texts'
import { Container } from '@/components/layout/container'
import { PageHeader } from '@/components/layout/page-header'
import { BankAdder } from '@/components/quizzes/bank-adder'
import { BankFiles } from '@/components/quizzes/bank-files'
import { BankFilters } from '@/components/quizzes/bank-filters'
import { OwnBank } from '@/components/quizzes/own-bank'
import { Pagination } from '@/components/ui/pagination'
import { getPathname } from '@/i18n/navigation'
import { getViewer } from '@/lib/platform/auth/session'
import { requireMember } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'
import { listBankTags, listOwnBank } from '@/lib/quizzes/queries/bank'
import { bankAddress, readBankAddress } from '@/lib/quizzes/schema/authoring'

export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function BankPage({ searchParams }: Props) {
  const query = readBankAddress(await searchParams)
  const { member, page, tags } = await pageData(async () => {
    const member = requireMember(await getViewer())
    const [page, tags] = await Promise.all([listOwnBank(member, query), listBankTags(member)])
    return { member, page, tags }
  })
  const [{ quizzes }, t, paging, locale] = await Promise.all([
    getMessages(),
    getTranslations('quizzes.bank'),
    getTranslations('common.paging'),
    getLocale(),
  ])
  const { cursor, ...filter } = query
  const isFiltered = Object.keys(query).length > 0
  const words = { texts: quizzes.bank.texts, builder: quizzes.builder }
  const here = getPathname({ href: bankAddress({}), locale })
  return (
    <Container className="pb-16">
      <PageHeader title={t('title')} lead={t('lead')} actions={<BankAdder here={here} {...words} />} />
      {isFiltered || page.items.length > 0 ? <BankFilters query={query} tags={tags} /> : null}
      <OwnBank
        key={bankAddress(query)}
        questions={page.items}
        isFiltered={isFiltered}
        timeZone={member.timeZone}
      />
      <Pagination
        label={paging('label')}
        first={cursor === undefined ? null : { href: bankAddress(filter), label: paging('first') }}
        next={
          page.nextCursor
            ? { href: bankAddress({ ...filter, cursor: page.nextCursor }), label: t('older') }
            : null
        }
      />
      <details className="mt-8 rounded-lg border border-line p-4">
        <summary className="min-h-8 font-medium">{t('files')}</summary>
        <div className="mt-4">
          <BankFiles exported={new URLSearchParams(filter).toString()} {...words} />
        </div>
      </details>
    </Container>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('quizzes.bank'))('title') }
}
