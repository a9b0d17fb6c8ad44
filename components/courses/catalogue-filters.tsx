import { useLocale, useTranslations } from '@/i18n/texts'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Select, type Option } from '@/components/ui/select'
import { getPathname } from '@/i18n/navigation'
import {
  CATALOGUE_SORTS,
  COURSE_LEVELS,
  DURATION_RANGES,
  OPEN_RUN_STATUSES,
  PRICES,
  RATING_STEPS,
} from '@/lib/courses/constants'
import type { LanguageShelf } from '@/lib/courses/catalogue-dto'
import type { CategoryShelf } from '@/lib/courses/dto'
import { sortOf, type CatalogueQuery } from '@/lib/courses/schema'
import { CatalogueForm } from './catalogue-form'
import { FilterChoices } from './filter-choices'
import { useFilterLabels } from './filter-labels'

interface CatalogueFiltersProps {
  query: CatalogueQuery
  categories: readonly CategoryShelf[]
  languages: readonly LanguageShelf[]
}

/** Everything the catalogue can be narrowed by: a plain form that opens the address it describes. */
export function CatalogueFilters({ query, categories, languages }: CatalogueFiltersProps) {
  const t = useTranslations('courses.catalogue')
  const sorts = useTranslations('courses.sorts')
  const labels = useFilterLabels(categories)
  const locale = useLocale()
  const named = (name: keyof typeof labels, values: readonly string[]): Option[] =>
    values.map((value) => ({ value, label: labels[name](value) }))
  const chosenLanguages = new Set([...languages.map(({ language }) => language), ...(query.language ?? [])])
  // The usual order has no value, so that it follows from whether words are searched for.
  const usual = sortOf({ q: query.q })
  const orders = [usual, ...CATALOGUE_SORTS.filter((one) => one !== 'best' && one !== usual)]
  return (
    // Another query is another form: what a field shows at first is only read when it is made.
    <CatalogueForm
      key={JSON.stringify(query)}
      action={getPathname({ href: '/courses', locale })}
      label={t('filters')}
      className="flex flex-col gap-5"
    >
      <label className="block" htmlFor="filter-q">
        <span className="mb-1.5 block text-sm font-medium">{t('search')}</span>
        <Input
          id="filter-q"
          type="search"
          name="q"
          defaultValue={query.q}
          placeholder={t('searchHint')}
          maxLength={100}
          enterKeyHint="search"
        />
      </label>
      <OneOf
        name="sort"
        label={t('sort')}
        value={query.sort}
        options={orders.map((one) => ({ value: one === usual ? '' : one, label: sorts(one) }))}
      />
      {query.tag?.map((tag) => (
        <input key={tag} type="hidden" name="tag" value={tag} />
      ))}
      <FilterChoices
        name="category"
        label={t('category')}
        options={named(
          'category',
          categories.map(({ slug }) => slug),
        )}
        chosen={query.category ?? []}
      />
      <FilterChoices
        name="level"
        label={t('level')}
        options={named('level', COURSE_LEVELS)}
        chosen={query.level ?? []}
      />
      <FilterChoices
        name="language"
        label={t('language')}
        options={named('language', [...chosenLanguages])}
        chosen={query.language ?? []}
      />
      <OneOf
        name="price"
        label={t('price')}
        value={query.price}
        options={named('price', PRICES)}
        placeholder={t('any')}
      />
      <OneOf
        name="rating"
        label={t('rating')}
        value={query.rating}
        options={named('rating', RATING_STEPS)}
        placeholder={t('any')}
      />
      <FilterChoices
        name="duration"
        label={t('duration')}
        options={named('duration', DURATION_RANGES)}
        chosen={query.duration ?? []}
      />
      <OneOf
        name="run"
        label={t('run')}
        value={query.run}
        options={named('run', OPEN_RUN_STATUSES)}
        placeholder={t('any')}
      />
      <div className="sticky -bottom-4 -mx-4 -mb-4 border-t border-line bg-raised p-4 lg:static lg:m-0 lg:border-0 lg:bg-transparent lg:p-0">
        <Button type="submit" variant="primary" className="w-full">
          {t('apply')}
        </Button>
      </div>
    </CatalogueForm>
  )
}

interface OneOfProps {
  name: string
  label: string
  value: string | undefined
  options: readonly Option[]
  placeholder?: string
}

function OneOf({ name, label, value = '', ...rest }: OneOfProps) {
  return (
    <label className="block" htmlFor={`filter-${name}`}>
      <span className="mb-1.5 block text-sm font-medium">{label}</span>
      <Select id={`filter-${name}`} name={name} defaultValue={value} {...rest} />
    </label>
  )
}
