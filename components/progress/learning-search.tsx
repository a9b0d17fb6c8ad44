import { useLocale, useTranslations } from '@/i18n/texts'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
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
      <label className="min-w-56 grow basis-56" htmlFor="my-courses-q">
        <span className="mb-1.5 block text-sm font-medium">{t('search')}</span>
        <Input
          id="my-courses-q"
          type="search"
          name="q"
          defaultValue={query.q}
          maxLength={100}
          enterKeyHint="search"
        />
      </label>
      <label className="min-w-40 max-sm:grow" htmlFor="my-courses-sort">
        <span className="mb-1.5 block text-sm font-medium">{t('sort')}</span>
        <Select
          id="my-courses-sort"
          name="sort"
          defaultValue={query.sort ?? 'opened'}
          options={LEARNING_SORTS.map((sort) => ({ value: sort, label: t(SORT_TEXTS[sort]) }))}
        />
      </label>
      <Button type="submit" className="max-sm:w-full">
        {t('searchAction')}
      </Button>
    </form>
  )
}
