import { getLocale, getTranslations } from '@/i18n/texts'
import { CatalogueForm } from '@/components/courses/catalogue-form'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { getPathname } from '@/i18n/navigation'
import { QUESTION_TYPES, QUIZ_LIMITS } from '@/lib/quizzes/constants'
import { bankAddress, type BankQuery } from '@/lib/quizzes/schema/authoring'

interface BankFiltersProps {
  query: BankQuery
  /** All that the bank has. */
  tags: readonly string[]
}

/** A plain form for words, tag and kind; works without a script. */
export async function BankFilters({ query, tags }: BankFiltersProps) {
  const [t, types, locale] = await Promise.all([
    getTranslations('quizzes.bank'),
    getTranslations('quizzes.builder.types'),
    getLocale(),
  ])
  return (
    <CatalogueForm
      key={JSON.stringify(query)}
      action={getPathname({ href: bankAddress({}), locale })}
      label={t('searchLabel')}
      className="mb-5 flex flex-wrap items-end gap-3"
    >
      <label className="block min-w-0 grow basis-60">
        <span className="mb-1.5 block text-sm font-medium">{t('search')}</span>
        <Input
          type="search"
          name="q"
          defaultValue={query.q}
          maxLength={QUIZ_LIMITS.searchLength}
          enterKeyHint="search"
        />
      </label>
      <label className="block basis-44 max-sm:grow">
        <span className="mb-1.5 block text-sm font-medium">{t('tag')}</span>
        <Select
          name="tag"
          defaultValue={query.tag ?? ''}
          options={[{ value: '', label: t('anyTag') }, ...tags.map((tag) => ({ value: tag, label: tag }))]}
        />
      </label>
      <label className="block basis-44 max-sm:grow">
        <span className="mb-1.5 block text-sm font-medium">{t('type')}</span>
        <Select
          name="type"
          defaultValue={query.type ?? ''}
          options={[
            { value: '', label: t('anyType') },
            ...QUESTION_TYPES.map((type) => ({ value: type, label: types(type) })),
          ]}
        />
      </label>
      <Button type="submit" className="max-sm:w-full">
        {t('apply')}
      </Button>
    </CatalogueForm>
  )
}
