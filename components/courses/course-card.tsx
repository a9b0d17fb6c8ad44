import { useLocale, useTranslations } from '@/i18n/texts'
import { useRatingTexts } from '@/components/reviews/rating-texts'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/i18n/navigation'
import type { CourseCard as Course } from '@/lib/courses/dto'
import { formatDay, formatMinutes } from '@/lib/utils/dates'
import { languageName } from '@/lib/utils/display-names'
import { CourseArt } from './course-art'
import { CoursePrice } from './course-price'

interface CourseCardProps {
  course: Course
  /** The heading's level in the page it stands on. */
  heading?: 'h2' | 'h3'
  isFirst?: boolean
}

/** One course in a list; the whole card leads to its page. */
export function CourseCard({ course, heading: Heading = 'h3', isFirst }: CourseCardProps) {
  const t = useTranslations('courses.card')
  const levels = useTranslations('courses.levels')
  const locale = useLocale()
  const facts = [
    levels(course.level),
    t('lessons', { count: course.lessonCount }),
    formatMinutes(course.durationMinutes, locale),
  ]
  return (
    <Card padding="none" isInteractive className="flex h-full flex-col overflow-hidden">
      <CourseArt course={course} isFirst={isFirst} />
      <div className="flex grow flex-col p-5">
        <p className="flex flex-wrap justify-between gap-x-3 text-xs font-medium text-muted">
          <span>{course.category?.name}</span>
          {course.language === locale ? null : <span>{languageName(course.language, locale)}</span>}
        </p>
        <Heading className="mt-1.5 text-lg leading-snug wrap-anywhere">
          <Link
            href={`/courses/${course.slug}`}
            lang={course.language === locale ? undefined : course.language}
            dir="auto"
            className="block after:absolute after:inset-0 after:rounded-lg"
          >
            {course.title}
          </Link>
        </Heading>
        {course.subtitle ? (
          <p
            lang={course.language === locale ? undefined : course.language}
            dir="auto"
            className="mt-1 line-clamp-2 text-sm text-muted"
          >
            {course.subtitle}
          </p>
        ) : null}
        {course.instructor ? (
          <p className="mt-3 text-sm">{t('by', { name: course.instructor.fullName })}</p>
        ) : null}
        {course.runStatus === 'upcoming' && course.startDate !== null ? (
          <p className="mt-1 text-sm text-muted">
            {t('starts', { date: formatDay(course.startDate, { locale, timeZone: course.timeZone }) })}
          </p>
        ) : null}
        {course.rating.count > 0 ? <CardRating rating={course.rating} /> : null}
        <div className="mt-auto flex flex-col gap-1 pt-4 text-sm">
          <p className="text-xs text-muted">{facts.join(' · ')}</p>
          <CoursePrice price={course.price} className="font-semibold" />
        </div>
      </div>
    </Card>
  )
}

function CardRating({ rating }: { rating: Course['rating'] }) {
  const texts = useRatingTexts(rating)
  return (
    <p className="mt-1 flex items-center gap-1 text-sm">
      <Icon name="star" size="sm" className="fill-rating text-rating" />
      <span className="sr-only">{`${texts.label}, ${texts.count}`}</span>
      <span aria-hidden="true">{`${texts.average} (${texts.number})`}</span>
    </p>
  )
}
