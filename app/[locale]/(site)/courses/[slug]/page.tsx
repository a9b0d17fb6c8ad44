import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { cache } from 'react'
import { CourseJsonLd } from '@/components/courses/course-json-ld'
import { CourseView } from '@/components/courses/course-view'
import { CourseReviews } from '@/components/reviews/course-reviews'
import { PICTURE_SIZE, pictureAddressOf, pictureFactsOf } from '@/lib/courses/picture/facts'
import { tagsOfCards, tagsOfPeople, tagsOfRelated } from '@/lib/courses/page-tags'
import { getCourse } from '@/lib/courses/queries/course'
import { listRelatedCourses } from '@/lib/courses/queries/related'
import { visitor } from '@/lib/platform/auth/viewer'
import { tagPage } from '@/lib/platform/cache'
import { now } from '@/lib/platform/clock'
import { env } from '@/lib/platform/env'
import { pageData } from '@/lib/platform/http/page'
import { listFirstReviews } from '@/lib/reviews/queries'
import { excerpt } from '@/lib/utils/excerpt'

/** Kept: the same for everybody; what is the viewer's own is put in by one island. */
export const revalidate = 300
export const generateStaticParams = () => []

/** What search engines and social sites show of it. */
const DESCRIPTION_LETTERS = 200

type Props = { params: Promise<{ slug: string }> }

export default async function CoursePage({ params }: Props) {
  const { course, related, reviews } = await readCourse((await params).slug)
  const academy = (await getTranslations('site'))('name')
  const origin = env().APP_URL
  const picture = pictureAddressOf(pictureFactsOf(course, academy))
  return (
    <>
      <CourseJsonLd course={course} origin={origin} academy={academy} picture={picture} />
      <CourseView
        course={course}
        related={related}
        reviews={<CourseReviews course={course} reviews={reviews} />}
        address={`${origin}/courses/${course.slug}`}
        moment={now()}
      />
    </>
  )
}

/** Read once for the page and its metadata: three round trips, however much there is. */
const readCourse = cache(async (slug: string) => {
  await tagPage(`course-slug:${slug}`)
  const course = await pageData(() => getCourse(visitor(), { slug }))
  await tagPage(`course:${course.id}`, ...tagsOfCards([course]), ...tagsOfPeople(course.coInstructors))
  const [related, reviews] = await Promise.all([
    listRelatedCourses(visitor(), course),
    listFirstReviews(visitor(), { courseId: course.id }),
  ])
  await tagPage(...tagsOfRelated(related), ...tagsOfPeople(reviews.map(({ author }) => author)))
  return { course, related, reviews }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { course } = await readCourse((await params).slug)
  const academy = (await getTranslations('site'))('name')
  const { title, slug } = course
  const description = excerpt(course.subtitle || course.outcomes.join('. ') || title, DESCRIPTION_LETTERS)
  const picture = {
    url: pictureAddressOf(pictureFactsOf(course, academy)),
    ...PICTURE_SIZE,
    type: 'image/png',
    alt: title,
  }
  return {
    title,
    description,
    alternates: { canonical: `/courses/${slug}` },
    openGraph: {
      type: 'website',
      siteName: academy,
      title,
      description,
      url: `/courses/${slug}`,
      locale: course.language,
      images: [picture],
    },
    twitter: { card: 'summary_large_image', title, description, images: [picture] },
  }
}
