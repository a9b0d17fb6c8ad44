import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { cache } from 'react'
import { ReviewsView } from '@/components/reviews/reviews-view'
import { getCourse } from '@/lib/courses/queries/course'
import { visitor } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'
import { listReviews } from '@/lib/reviews/queries'
import { readReviewsAddress } from '@/lib/reviews/schema'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ slug: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** All reviews of a course, by stars, in either order, a page at a time; the course's own page shows the first few. */
export default async function ReviewsPage({ params, searchParams }: Props) {
  const [{ slug }, query] = [await params, readReviewsAddress(await searchParams)]
  const course = await readCourse(slug)
  const reviews = await pageData(() => listReviews(visitor(), { courseId: course.id, ...query }))
  return <ReviewsView course={course} query={query} reviews={reviews} />
}

/** Read once for the page and its metadata. */
const readCourse = cache((slug: string) => pageData(() => getCourse(visitor(), { slug })))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, title } = await readCourse((await params).slug)
  const t = await getTranslations('reviews.page')
  return {
    title: t('title', { title }),
    description: t('description', { title }),
    alternates: { canonical: `/courses/${slug}/reviews` },
  }
}
