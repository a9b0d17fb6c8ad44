import { getMessages } from 'next-intl/server'
import { getLocale, getTranslations } from '@/i18n/texts'
import { EmptyState } from '@/components/layout/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import type { BankRow } from '@/lib/quizzes/bank-dto'
import { bankAddress } from '@/lib/quizzes/schema/authoring'
import { formatDay } from '@/lib/utils/dates'
import { BankList } from './bank-list'

interface OwnBankProps {
  questions: readonly BankRow[]
  /** Whether they were searched for: an empty bank and one without such a question are two things. */
  isFiltered: boolean
  timeZone: string
}

/** The questions of the viewer's bank in words, or how they get there. */
export async function OwnBank({ questions, isFiltered, timeZone }: OwnBankProps) {
  const [{ quizzes }, t, locale] = await Promise.all([
    getMessages(),
    getTranslations('quizzes.bank'),
    getLocale(),
  ])
  if (questions.length === 0)
    return isFiltered ? (
      <EmptyState
        icon="search"
        title={t('none')}
        action={<LinkButton href={bankAddress({})}>{t('all')}</LinkButton>}
      >
        {t('noneText')}
      </EmptyState>
    ) : (
      <EmptyState icon="layers" title={t('empty')}>
        {t('emptyText')}
      </EmptyState>
    )
  const factsOf = ({ points, uses, changedAt }: BankRow) => [
    t('points', { points }),
    ...(uses.copies === 0 && uses.draws > 0 ? [] : [t('copies', { count: uses.copies })]),
    ...(uses.draws === 0 ? [] : [t('draws', { count: uses.draws })]),
    t('changed', { day: formatDay(changedAt, { locale, timeZone }) }),
  ]
  return (
    <BankList
      texts={quizzes.bank.texts}
      questions={questions.map((row) => ({
        id: row.id,
        title: row.title,
        type: quizzes.builder.types[row.type],
        tags: row.tags,
        facts: factsOf(row).join(' · '),
        loss: row.uses.draws === 0 ? null : t('deleteDrawn', { count: row.uses.draws }),
      }))}
    />
  )
}
