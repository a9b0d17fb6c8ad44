import { useLocale, useTranslations } from '@/i18n/texts'
import { SearchFields } from '@/components/forms/search-fields'
import { getPathname } from '@/i18n/navigation'
import { LEARNING_SORTS } from '@/lib/progress/constants'
import type { DashboardQuery } from '@/lib/progress/schema'

const SORT_TEXTS = { opened: 'sortOpened', progress: 'sortProgress' } as const

/** Finds one of many courses by its title, or puts them in another order; a plain form that opens the address. */
export function LearningSearch({ query }: { query: DashboardQuery }) {
  const t = useTranslations('progress.courses')
  const locale = useLocale()
  return (
    <form
      key={JSON.stringify(query)}
      role="search"
      aria-label={t('search')}
      action={`${getPathname({ href: '/dashboard', locale })}#courses`}
      className="mb-5 flex flex-wrap items-end gap-3"
    >
      {query.show ? <input type="hidden" name="show" value={query.show} /> : null}
      <SearchFields
        id="my-courses"
        search={{ label: t('search'), value: query.q }}
        sort={{
          label: t('sort'),
          value: query.sort ?? 'opened',
          options: LEARNING_SORTS.map((sort) => ({ value: sort, label: t(SORT_TEXTS[sort]) })),
        }}
        submit={t('searchAction')}
      />
    </form>
  )
}
