import { useLocale, useTranslations } from '@/i18n/texts'
import { Container } from '@/components/layout/container'
import { EmptyState } from '@/components/layout/empty-state'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { LinkButton } from '@/components/ui/link-button'
import { Pagination } from '@/components/ui/pagination'
import { TextLink } from '@/components/ui/text-link'
import { Link } from '@/i18n/navigation'
import type { CourseDetails } from '@/lib/courses/dto'
import { REVIEW_SORTS } from '@/lib/reviews/constants'
import type { Review } from '@/lib/reviews/dto'
import { reviewsAddress, type ReviewsQuery } from '@/lib/reviews/schema'
import { cn } from '@/lib/utils/cn'
import { RatingSummary } from './rating-summary'
import { ReviewList } from './review-list'

interface ReviewsViewProps {
  course: CourseDetails
  query: ReviewsQuery
  reviews: { items: Review[]; nextCursor: string | null }
}

/** All reviews of a course, or those with one number of stars. */
export function ReviewsView({ course, query, reviews }: ReviewsViewProps) {
  const t = useTranslations('reviews.page')
  const all = useTranslations('reviews')
  const paging = useTranslations('common.paging')
  const locale = useLocale()
  const { slug, title } = course
  const lang = course.language === locale ? undefined : course.language
  return (
    <Container width="list" className="pt-6 pb-16 sm:pt-10">
      <Breadcrumb
        label={t('breadcrumb')}
        crumbs={[{ label: title, href: `/courses/${slug}` }, { label: t('reviews') }]}
      />
      <h1 lang={lang} className="mt-4 text-2xl wrap-anywhere sm:text-3xl">
        {t('title', { title })}
      </h1>
      {course.rating.count === 0 ? (
        <div className="mt-8">
          <EmptyState
            icon="message-square"
            title={all('empty')}
            action={<LinkButton href={`/courses/${slug}`}>{t('back')}</LinkButton>}
          />
        </div>
      ) : (
        <>
          <div className="mt-6">
            <RatingSummary course={course} chosen={query.stars} />
          </div>
          <div className="mt-8 flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-b border-line pb-3">
            <p role="status" className="text-sm text-muted">
              {query.stars === undefined ? null : (
                <>
                  {t('chosen', { count: query.stars })}
                  {' · '}
                  <TextLink href={reviewsAddress(slug, query, { stars: undefined })} prefetch={false}>
                    {t('allStars')}
                  </TextLink>
                </>
              )}
            </p>
            <SortLinks slug={slug} query={query} />
          </div>
          {reviews.items.length === 0 ? (
            <div className="mt-6">
              <EmptyState icon="message-square" title={t('emptyChosen', { count: query.stars ?? 0 })} />
            </div>
          ) : (
            <ReviewList reviews={reviews.items} label={all('list')} heading="h2" />
          )}
          <Pagination
            label={paging('label')}
            first={
              query.cursor === undefined
                ? null
                : { href: reviewsAddress(slug, query), label: paging('first') }
            }
            next={
              reviews.nextCursor === null
                ? null
                : { href: reviewsAddress(slug, query, { cursor: reviews.nextCursor }), label: all('more') }
            }
          />
        </>
      )}
    </Container>
  )
}

function SortLinks({ slug, query }: { slug: string; query: ReviewsQuery }) {
  const t = useTranslations('reviews.page')
  const current = query.sort ?? 'helpful'
  return (
    <nav aria-label={t('sort')} className="flex flex-wrap gap-x-1">
      {REVIEW_SORTS.map((sort) => (
        <Link
          key={sort}
          href={reviewsAddress(slug, query, { sort })}
          prefetch={false}
          aria-current={sort === current ? 'true' : undefined}
          className={cn(
            'inline-flex min-h-11 items-center rounded-md px-3 text-sm pointer-fine:min-h-9',
            sort === current ? 'bg-sunken font-medium' : 'text-muted hover:text-ink',
          )}
        >
          {t(`sorts.${sort}`)}
        </Link>
      ))}
    </nav>
  )
}
