import { useLocale, useTranslations } from '@/i18n/texts'
import { Avatar } from '@/components/ui/avatar'
import { Icon } from '@/components/ui/icon'
import { Stars } from '@/components/ui/stars'
import { Link } from '@/i18n/navigation'
import type { Review } from '@/lib/reviews/dto'
import { formatDay } from '@/lib/utils/dates'

interface ReviewListProps {
  reviews: readonly Review[]
  label: string
  /** The level of each author's name in the page it stands on. */
  heading?: 'h2' | 'h3'
}

export function ReviewList({ reviews, label, heading = 'h3' }: ReviewListProps) {
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {reviews.map((review) => (
        <li key={review.id} className="py-5">
          <ReviewRow review={review} heading={heading} />
        </li>
      ))}
    </ul>
  )
}

function ReviewRow({ review, heading: Heading }: { review: Review; heading: 'h2' | 'h3' }) {
  const t = useTranslations('reviews')
  const locale = useLocale()
  const { author, reply } = review
  const dayOf = (date: Date) => formatDay(date, { locale, timeZone: 'UTC' })
  return (
    <article className="flex gap-4">
      <Avatar name={author?.fullName ?? ''} imageUrl={author?.avatarUrl} />
      <div className="min-w-0 grow">
        <Heading className="text-base font-semibold wrap-anywhere">
          {author ? (
            <Link href={`/u/${author.username}`} prefetch={false} className="hover:underline">
              <bdi>{author.fullName}</bdi>
            </Link>
          ) : (
            t('nobody')
          )}
        </Heading>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm text-muted">
          <Stars value={review.rating} label={t('outOfFive', { average: review.rating })} />
          <time dateTime={review.createdAt.toISOString()}>{dayOf(review.createdAt)}</time>
          {review.editedAt ? <span>{t('edited')}</span> : null}
        </p>
        {review.text ? (
          <p dir="auto" className="mt-2.5 max-w-measure wrap-anywhere whitespace-pre-line">
            {review.text}
          </p>
        ) : null}
        {review.helpfulCount > 0 ? (
          <p className="mt-2 flex items-center gap-2 text-sm text-muted">
            <Icon name="thumbs-up" size="sm" />
            {t('helpful', { count: review.helpfulCount })}
          </p>
        ) : null}
        {reply ? (
          <div className="mt-4 rounded-md border-l-2 border-line-strong bg-sunken px-4 py-3">
            <p className="text-sm font-medium">
              {reply.by ? t('replyBy', { name: reply.by }) : t('reply')}
              <time dateTime={reply.repliedAt.toISOString()} className="font-normal text-muted">
                {` · ${dayOf(reply.repliedAt)}`}
              </time>
            </p>
            <p dir="auto" className="mt-1 max-w-measure wrap-anywhere whitespace-pre-line">
              {reply.text}
            </p>
          </div>
        ) : null}
      </div>
    </article>
  )
}
