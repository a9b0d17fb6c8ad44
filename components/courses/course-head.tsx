import { useTranslations } from '@/i18n/texts'
import { useRatingTexts } from '@/components/reviews/rating-texts'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { Stars } from '@/components/ui/stars'
import type { CourseDetails } from '@/lib/courses/dto'
import { TeacherName } from './course-instructor'

interface CourseHeadProps {
  course: CourseDetails
  lang: string | undefined
  dir: 'ltr' | 'rtl' | undefined
}

/** What the course is called, who teaches it and what its learners think of it. */
export function CourseHead({ course, lang, dir }: CourseHeadProps) {
  const t = useTranslations('courses.course')
  const catalogue = useTranslations('courses.catalogue')
  const crumbs = [
    { label: catalogue('title'), href: '/courses' },
    ...(course.category
      ? [{ label: course.category.name, href: `/courses/category/${course.category.slug}` }]
      : []),
  ]
  return (
    <div className="min-w-0 lg:row-start-1">
      <Breadcrumb label={t('breadcrumb')} crumbs={crumbs} />
      <h1 lang={lang} dir={dir} className="mt-4 text-3xl wrap-anywhere sm:text-4xl">
        {course.title}
      </h1>
      {course.subtitle ? (
        <p lang={lang} dir={dir} className="mt-3 max-w-measure text-lg text-muted">
          {course.subtitle}
        </p>
      ) : null}
      <div className="mt-4 flex flex-wrap items-center gap-x-6 gap-y-2">
        {course.instructor ? (
          <p className="min-w-0">
            <span className="text-muted">{t('taughtBy')} </span>
            <TeacherName person={course.instructor} />
          </p>
        ) : null}
        {course.rating.count > 0 ? <HeadRating rating={course.rating} /> : null}
      </div>
    </div>
  )
}

/** Its name is what stands in it: the average, read out once by the stars, and the number of reviews it leads to. */
function HeadRating({ rating }: Pick<CourseDetails, 'rating'>) {
  const texts = useRatingTexts(rating)
  return (
    <a href="#reviews" className="group inline-flex min-h-11 items-center gap-2 pointer-fine:min-h-8">
      <span aria-hidden="true" className="font-semibold tabular-nums">
        {texts.average}
      </span>
      <Stars value={rating.average} label={texts.label} />
      <span className="text-sm text-muted underline decoration-current/35 underline-offset-3 group-hover:decoration-current">
        {texts.count}
      </span>
    </a>
  )
}
