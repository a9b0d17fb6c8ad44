import { useLocale, useTranslations } from '@/i18n/texts'
import { Stars } from '@/components/ui/stars'
import { Link } from '@/i18n/navigation'
import type { CourseDetails } from '@/lib/courses/dto'
import { STARS, type Stars as StarCount } from '@/lib/reviews/constants'
import { reviewsAddress } from '@/lib/reviews/schema'
import { cn } from '@/lib/utils/cn'
import { numberFormat } from '@/lib/utils/formatters'
import { sharesOf } from '@/lib/utils/rating'
import { useRatingTexts } from './rating-texts'

interface RatingSummaryProps {
  course: Pick<CourseDetails, 'slug' | 'rating' | 'histogram'>
  /** The reviews shown beside it are these alone. */
  chosen?: StarCount
}

/** The average, and how many gave how many stars: drawn, and a table for who reads it by ear. */
export function RatingSummary({ course, chosen }: RatingSummaryProps) {
  const t = useTranslations('reviews')
  const locale = useLocale()
  const texts = useRatingTexts(course.rating)
  const shares = sharesOf(course.histogram)
  const percent = numberFormat(locale, { style: 'percent' })
  return (
    <div className="flex flex-wrap items-center gap-x-10 gap-y-5">
      <div className="flex flex-col items-start gap-1.5">
        <p aria-hidden="true" className="text-4xl leading-none font-semibold tabular-nums">
          {texts.average}
        </p>
        <Stars value={course.rating.average} label={texts.label} size="md" />
        <p className="text-sm text-muted">{texts.count}</p>
      </div>
      <table className="min-w-64 grow border-separate border-spacing-y-1 text-sm sm:max-w-md">
        <caption className="sr-only">{t('histogram')}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('starsColumn')}</th>
            <th scope="col">{t('shareColumn')}</th>
          </tr>
        </thead>
        <tbody>
          {STARS.toReversed().map((stars) => (
            <tr key={stars}>
              <th scope="row" className="w-px pr-3 text-left align-middle font-normal whitespace-nowrap">
                <Link
                  href={reviewsAddress(course.slug, {}, { stars: chosen === stars ? undefined : stars })}
                  prefetch={false}
                  aria-current={chosen === stars ? 'true' : undefined}
                  className={cn(
                    'inline-flex min-h-6 items-center text-accent underline decoration-current/35 underline-offset-3 hover:decoration-current max-sm:min-h-8',
                    chosen === stars && 'font-semibold',
                  )}
                >
                  {t('stars', { count: stars })}
                </Link>
              </th>
              <td>
                <div className="flex items-center gap-3">
                  <span
                    aria-hidden="true"
                    className="h-2 grow overflow-hidden rounded-full bg-line forced-color-adjust-none"
                  >
                    <span
                      className={cn(
                        'block h-full rounded-full bg-rating',
                        chosen !== undefined && chosen !== stars && 'opacity-40',
                      )}
                      style={{ width: `${shares[stars - 1]}%` }}
                    />
                  </span>
                  <span className="w-11 text-right text-muted tabular-nums">
                    {percent.format((shares[stars - 1] ?? 0) / 100)}
                  </span>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
