import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { cache } from 'react'
import { Container } from '@/components/layout/container'
import { EmptyState } from '@/components/layout/empty-state'
import { KeptPlaces } from '@/components/notes/kept-places'
import { NotesSearch } from '@/components/notes/notes-search'
import { LinkButton } from '@/components/ui/link-button'
import { Pagination } from '@/components/ui/pagination'
import { lessonsOf } from '@/lib/courses/dto'
import { ENROLLMENT_REASONS } from '@/lib/enrollments/constants'
import { listKeptPlaces } from '@/lib/notes/queries'
import { NotesQuery } from '@/lib/notes/schema'
import { getViewer } from '@/lib/platform/auth/session'
import { isMember } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'
import { getCourseHome } from '@/lib/progress/queries/learning'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ slug: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function NotesPage({ params, searchParams }: Props) {
  const [{ slug }, viewer] = await Promise.all([params, getViewer()])
  const { q, cursor } = NotesQuery.parse(await searchParams)
  const home = await readHome(slug)
  const lessons = lessonsOf(home.course.outline)
  const lessonIds = lessons.flatMap(({ id, title }) => (holds(title, q) ? [id] : []))
  const kept = await pageData(() =>
    listKeptPlaces(viewer, { courseId: home.course.id, q, lessonIds, cursor }),
  )
  const [t, paging] = await Promise.all([getTranslations('notes.list'), getTranslations('common.paging')])
  const titles = new Map(lessons.map(({ id, title }) => [id, title]))
  const target = home.learner.continueWith
  return (
    <Container width="list" className="pt-6 pb-16 sm:pt-10">
      <h1 className="text-2xl sm:text-3xl">{t('title')}</h1>
      <p className="mt-2 max-w-measure text-muted">{t('lead')}</p>
      <NotesSearch address={addressOf(slug, {})} q={q} />
      {kept.items.length > 0 ? (
        <div className="mt-6">
          {q === '' ? null : <h2 className="mb-3 text-lg wrap-anywhere">{t('found', { q })}</h2>}
          <KeptPlaces
            places={kept.items}
            course={home.course}
            titles={titles}
            timeZone={isMember(viewer) ? viewer.timeZone : home.course.timeZone}
            isEditable
          />
        </div>
      ) : (
        <div className="mt-6">
          <EmptyState
            icon={q === '' ? 'notebook-pen' : 'search'}
            title={q === '' ? t('empty') : t('nothingFound', { q })}
            action={
              q === '' && target && home.canReadLessons ? (
                <LinkButton href={`/learn/${slug}/${target.id}`} prefetch={false} variant="primary">
                  {t('goToLesson')}
                </LinkButton>
              ) : null
            }
          >
            {q === '' ? t('emptyText') : t('nothingFoundText')}
          </EmptyState>
        </div>
      )}
      <Pagination
        label={t('title')}
        first={cursor === undefined ? null : { href: addressOf(slug, { q }), label: paging('first') }}
        next={
          kept.nextCursor === null
            ? null
            : { href: addressOf(slug, { q, cursor: kept.nextCursor }), label: t('more') }
        }
      />
    </Container>
  )
}

const readHome = cache((slug: string) =>
  pageData(async () => getCourseHome(await getViewer(), { slug }), {
    [ENROLLMENT_REASONS.required]: `/courses/${slug}`,
  }),
)

function holds(title: string, words: string): boolean {
  return title.toLocaleLowerCase().includes(words.toLocaleLowerCase())
}

function addressOf(slug: string, { q = '', cursor = '' }: { q?: string; cursor?: string }): string {
  const query = new URLSearchParams({ ...(q && { q }), ...(cursor && { cursor }) })
  return `/learn/${slug}/notes${query.size > 0 ? `?${query}` : ''}`
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params
  const { course } = await readHome(slug)
  const t = await getTranslations('notes.list')
  return { title: t('metaTitle', { title: course.title }) }
}
