import { getLocale, getTranslations } from '@/i18n/texts'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { getPathname } from '@/i18n/navigation'
import { COURSE_STATUSES } from '@/lib/courses/constants'
import type { AllCoursesQuery } from '@/lib/courses/schema'
import { CatalogueForm } from './catalogue-form'

/** Words and a state: a plain form that opens the address it describes. */
export async function AllCoursesForm({ query }: { query: AllCoursesQuery }) {
  const [t, locale] = await Promise.all([getTranslations('courses.all'), getLocale()])
  return (
    <CatalogueForm
      key={JSON.stringify(query)}
      action={getPathname({ href: '/admin/courses', locale })}
      label={t('searchLabel')}
      className="mb-6 flex flex-wrap items-end gap-3"
    >
      <label className="block min-w-0 grow basis-60" htmlFor="all-q">
        <span className="mb-1.5 block text-sm font-medium">{t('search')}</span>
        <Input
          id="all-q"
          type="search"
          name="q"
          defaultValue={query.q}
          maxLength={100}
          enterKeyHint="search"
        />
      </label>
      <label className="block basis-44 max-sm:grow" htmlFor="all-status">
        <span className="mb-1.5 block text-sm font-medium">{t('status')}</span>
        <Select
          id="all-status"
          name="status"
          defaultValue={query.status ?? ''}
          placeholder={t('any')}
          options={COURSE_STATUSES.map((status) => ({ value: status, label: t(`statuses.${status}`) }))}
        />
      </label>
      <Button type="submit" variant="primary">
        {t('apply')}
      </Button>
    </CatalogueForm>
  )
}
