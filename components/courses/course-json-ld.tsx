import type { CourseDetails } from '@/lib/courses/dto'
import { toMajorUnits } from '@/lib/utils/money'

interface CourseJsonLdProps {
  course: CourseDetails
  /** Where the academy is reached, without a slash at the end. */
  origin: string
  academy: string
}

/** The course as search engines read it (schema.org `Course`). Data, not a script: the policy lets it stand. */
export function CourseJsonLd({ course, origin, academy }: CourseJsonLdProps) {
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Course',
    '@id': `${origin}/courses/${course.slug}`,
    url: `${origin}/courses/${course.slug}`,
    name: course.title,
    description: course.subtitle || course.title,
    inLanguage: course.language,
    educationalLevel: course.level,
    dateModified: course.updatedAt.toISOString(),
    ...(course.category ? { about: course.category.name } : {}),
    ...(course.tags.length > 0 ? { keywords: course.tags.join(', ') } : {}),
    ...(course.outcomes.length > 0 ? { teaches: course.outcomes } : {}),
    ...(course.requirements.length > 0 ? { coursePrerequisites: course.requirements } : {}),
    ...(course.thumbnail ? { image: new URL(course.thumbnail.url, origin).href } : {}),
    provider: { '@type': 'Organization', name: academy, url: origin },
    ...(course.rating.count > 0
      ? {
          aggregateRating: {
            '@type': 'AggregateRating',
            ratingValue: course.rating.average,
            ratingCount: course.rating.count,
          },
        }
      : {}),
    offers: {
      '@type': 'Offer',
      category: course.price.amount === 0 ? 'Free' : 'Paid',
      price: toMajorUnits(course.price),
      priceCurrency: course.price.currency,
    },
    hasCourseInstance: {
      '@type': 'CourseInstance',
      courseMode: 'Online',
      courseWorkload: `PT${Math.max(1, course.durationMinutes)}M`,
      ...(course.startDate ? { startDate: course.startDate.toISOString() } : {}),
      ...(course.endDate ? { endDate: course.endDate.toISOString() } : {}),
      ...(course.instructor
        ? {
            instructor: {
              '@type': 'Person',
              name: course.instructor.fullName,
              url: `${origin}/u/${course.instructor.username}`,
            },
          }
        : {}),
    },
  }
  // “<” is written as its code, so that no title can close the element.
  const json = JSON.stringify(data).replaceAll('<', '\\u003c')
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />
}
