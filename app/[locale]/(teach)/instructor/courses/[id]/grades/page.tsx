import type { Metadata } from 'next'
import { cache } from 'react'
import { getTranslations } from '@/i18n/texts'
import { BookTable } from '@/components/assignments/book-table'
import { BookWindow } from '@/components/assignments/book-window'
import { RulesForm } from '@/components/assignments/rules-form'
import { FormTexts } from '@/components/forms/form-texts'
import { EmptyState } from '@/components/layout/empty-state'
import { CourseFrame } from '@/components/teaching/course-frame'
import { Pagination } from '@/components/ui/pagination'
import { getGradeBook } from '@/lib/assignments/queries/book'
import { BookQuery } from '@/lib/assignments/schema'
import { getViewer } from '@/lib/platform/auth/session'
import { parseInput } from '@/lib/platform/forms/parse'
import { pageData } from '@/lib/platform/http/page'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function GradeBookPage({ params, searchParams }: Props) {
  const { query, book } = await readBook((await params).id, JSON.stringify(await searchParams))
  const { course, columns, shown, rows, rules } = book
  const [t, paging] = await Promise.all([
    getTranslations('assignments.book'),
    getTranslations('common.paging'),
  ])
  const here = `/instructor/courses/${course.id}/grades`
  const first = query.items === 0 ? here : `${here}?items=${query.items}`
  return (
    <CourseFrame course={course} title={t('title')}>
      {shown.length === 0 || rows.items.length === 0 ? (
        <EmptyState icon="table" title={t('empty')}>
          {t('emptyText')}
        </EmptyState>
      ) : (
        <>
          <BookWindow here={here} query={query} count={columns.length} shown={shown.length} />
          <BookTable courseId={course.id} columns={shown} rows={rows.items} />
          <Pagination
            label={paging('label')}
            first={query.cursor ? { href: first, label: paging('first') } : null}
            next={
              rows.nextCursor
                ? { href: `${here}?items=${query.items}&cursor=${rows.nextCursor}`, label: t('more') }
                : null
            }
          />
        </>
      )}
      <section aria-labelledby="rules-title" className="mt-10 border-t border-line pt-6">
        <h2 id="rules-title" className="mb-4 text-lg font-semibold">
          {t('rules')}
        </h2>
        <FormTexts domains={['assignment']}>
          <RulesForm
            courseId={course.id}
            version={rules.version}
            missing={rules.missing}
            dropLowest={rules.dropLowest}
            columns={columns.map(({ id, title, weight }) => ({ id, title, weight }))}
            texts={{
              missingRule: t('missingRule'),
              missingRules: { leftOut: t('missingRules.leftOut'), zero: t('missingRules.zero') },
              dropLowest: t('dropLowest'),
              dropHint: t('dropHint'),
              weights: t('weights'),
              weightsHint: t('weightsHint'),
              saveRules: t('saveRules'),
              rulesSaved: t('rulesSaved'),
            }}
          />
        </FormTexts>
      </section>
    </CourseFrame>
  )
}

/** Read once for the page and its metadata. */
const readBook = cache((courseId: string, address: string) =>
  pageData(async () => {
    const { items, cursor } = JSON.parse(address) as Record<string, string | undefined>
    const query = parseInput(BookQuery, { items: items || undefined, cursor: cursor || undefined })
    return { query, book: await getGradeBook(await getViewer(), { ...query, courseId }) }
  }),
)

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { book } = await readBook((await params).id, JSON.stringify(await searchParams))
  const t = await getTranslations('assignments.book')
  return { title: `${t('title')} · ${book.course.title}` }
}
