import { getLocale, getTranslations } from 'next-intl/server'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Select, type Option } from '@/components/ui/select'
import { getPathname } from '@/i18n/navigation'
import { CATALOGUE_SORTS, COURSE_LANGUAGES, COURSE_LEVELS } from '@/lib/courses/constants'
import type { CategoryShelf } from '@/lib/courses/dto'
import type { CatalogueQuery } from '@/lib/courses/schema'
import { languageName } from '@/lib/utils/display-names'
import { CatalogueForm } from './catalogue-form'

interface CatalogueFiltersProps {
  query: CatalogueQuery
  categories: readonly CategoryShelf[]
}

/** Everything the catalogue can be narrowed by: a plain form that opens the address it describes. */
export async function CatalogueFilters({ query, categories }: CatalogueFiltersProps) {
  const [t, levels, prices, sorts, locale] = await Promise.all([
    getTranslations('courses.catalogue'),
    getTranslations('courses.levels'),
    getTranslations('courses.prices'),
    getTranslations('courses.sorts'),
    getLocale(),
  ])
  const languages = COURSE_LANGUAGES.map((code) => ({ value: code, label: languageName(code, locale) })).sort(
    (a, b) => a.label.localeCompare(b.label, locale),
  )
  const fields: { name: keyof CatalogueQuery; label: string; options: Option[]; placeholder?: string }[] = [
    {
      name: 'category',
      label: t('category'),
      options: categories.map(({ slug, name }) => ({ value: slug, label: name })),
      placeholder: t('any'),
    },
    {
      name: 'level',
      label: t('level'),
      options: COURSE_LEVELS.map((level) => ({ value: level, label: levels(level) })),
      placeholder: t('any'),
    },
    { name: 'language', label: t('language'), options: languages, placeholder: t('any') },
    {
      name: 'price',
      label: t('price'),
      options: (['free', 'paid'] as const).map((price) => ({ value: price, label: prices(price) })),
      placeholder: t('any'),
    },
    {
      name: 'sort',
      label: t('sort'),
      options: CATALOGUE_SORTS.map((sort) => ({ value: sort, label: sorts(sort) })),
    },
  ]
  return (
    // Another query is another form: what a field shows at first is only read when it is made.
    <CatalogueForm
      key={JSON.stringify(query)}
      action={getPathname({ href: '/courses', locale })}
      label={t('filters')}
      className="flex flex-col gap-4"
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
      {fields.map(({ name, label, options, placeholder }) => (
        <label key={name} className="block" htmlFor={`filter-${name}`}>
          <span className="mb-1.5 block text-sm font-medium">{label}</span>
          <Select
            id={`filter-${name}`}
            name={name}
            defaultValue={query[name] ?? (name === 'sort' ? 'newest' : '')}
            options={options}
            placeholder={placeholder}
          />
        </label>
      ))}
      <Button type="submit" variant="primary">
        {t('apply')}
      </Button>
    </CatalogueForm>
  )
}
