import { getLocale, getTranslations } from '@/i18n/texts'
import { CatalogueForm } from '@/components/courses/catalogue-form'
import { SearchFields } from '@/components/forms/search-fields'
import { Tabs } from '@/components/ui/tabs'
import { getPathname } from '@/i18n/navigation'
import { STANDING_RULES, STUDENT_FILTERS } from '@/lib/progress/constants'
import type { StudentList } from '@/lib/progress/dto'
import { STUDENT_SORTS, studentsAddress, type StudentsQuery } from '@/lib/progress/student-schema'

interface StudentsFiltersProps {
  list: Pick<StudentList, 'course' | 'counts'>
  query: StudentsQuery
}

/** How students stand, each with how many there are; the rule of each in words; and a plain form for name and order. */
export async function StudentsFilters({ list: { course, counts }, query }: StudentsFiltersProps) {
  const [t, locale] = await Promise.all([getTranslations('students'), getLocale()])
  const tabs = (['all', ...STUDENT_FILTERS] as const).map((filter) => ({
    href: studentsAddress(course.id, query, { show: filter === 'all' ? undefined : filter }),
    label: t(`show.${filter}`),
    count: counts[filter],
    isCurrent: (query.show ?? 'all') === filter,
  }))
  return (
    <>
      <Tabs label={t('filters')} tabs={tabs} />
      <StandingRules hasSchedule={course.hasSchedule} />
      <CatalogueForm
        key={JSON.stringify(query)}
        action={getPathname({ href: studentsAddress(course.id, {}), locale })}
        label={t('searchLabel')}
        className="mt-4 mb-6 flex flex-wrap items-end gap-3"
      >
        {query.show ? <input type="hidden" name="show" value={query.show} /> : null}
        <SearchFields
          id="students"
          search={{ label: t('search'), value: query.q }}
          sort={{
            label: t('sort'),
            value: query.sort,
            options: STUDENT_SORTS.map((sort) => ({ value: sort, label: t(`sorts.${sort}`) })),
          }}
          submit={t('apply')}
        />
      </CatalogueForm>
    </>
  )
}

/** The numbers of the rules as they are applied. */
async function StandingRules({ hasSchedule }: { hasSchedule: boolean }) {
  const t = await getTranslations('students')
  const { stuckDays, quietDays, paceSharePercent } = STANDING_RULES
  const texts = {
    completed: t('rules.completed'),
    notStarted: t('rules.notStarted'),
    waiting: t('rules.waiting'),
    stuck: t('rules.stuck', { days: stuckDays }),
    atRisk: hasSchedule
      ? t('rules.atRiskPaced', { days: quietDays, share: paceSharePercent })
      : t('rules.atRisk', { days: quietDays }),
    active: t('rules.active'),
    left: t('rules.left'),
  }
  return (
    <details className="mt-2">
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-sm font-medium text-accent pointer-fine:min-h-9">
        {t('rulesTitle')}
      </summary>
      <dl className="mt-1 grid max-w-measure gap-x-6 gap-y-1.5 text-sm sm:grid-cols-[8rem_1fr]">
        {Object.entries(texts).map(([standing, text]) => (
          <div key={standing} className="contents">
            <dt className="font-medium">{t(`show.${standing as keyof typeof texts}`)}</dt>
            <dd className="text-muted max-sm:mb-2">{text}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 max-w-measure text-sm text-muted">{t('rulesOrder')}</p>
    </details>
  )
}
