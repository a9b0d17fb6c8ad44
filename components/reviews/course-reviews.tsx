import { useTranslations } from '@/i18n/texts'
import { Section } from '@/components/layout/section'
import { LinkButton } from '@/components/ui/link-button'
import type { CourseDetails } from '@/lib/courses/dto'
import type { Review } from '@/lib/reviews/dto'
import { reviewsAddress } from '@/lib/reviews/schema'
import { RatingSummary } from './rating-summary'
import { ReviewList } from './review-list'

interface CourseReviewsProps {
  course: Pick<CourseDetails, 'slug' | 'rating' | 'histogram'>
  reviews: readonly Review[]
}

/** What learners think of a course: the first few of their words, and the way to the others. */
export function CourseReviews({ course, reviews }: CourseReviewsProps) {
  const t = useTranslations('reviews')
  return (
    <Section id="reviews" title={t('title')}>
      {course.rating.count === 0 ? (
        <p className="max-w-measure text-muted">{t('empty')}</p>
      ) : (
        <>
          <RatingSummary course={course} />
          <div className="mt-4">
            <ReviewList reviews={reviews} label={t('first')} />
          </div>
          {course.rating.count > reviews.length ? (
            <LinkButton href={reviewsAddress(course.slug, {})} prefetch={false}>
              {t('all')}
            </LinkButton>
          ) : null}
        </>
      )}
    </Section>
  )
}
