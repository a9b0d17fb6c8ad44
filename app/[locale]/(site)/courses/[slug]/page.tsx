import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { CourseJsonLd } from '@/components/courses/course-json-ld'
import { CourseView } from '@/components/courses/course-view'
import { tagsOfCards } from '@/lib/courses/page-tags'
import { getCourse } from '@/lib/courses/queries/course'
import { visitor } from '@/lib/platform/auth/viewer'
import { tagPage } from '@/lib/platform/cache'
import { env } from '@/lib/platform/env'
import { pageData } from '@/lib/platform/http/page'

/** Kept: the same for everybody; what is the viewer's own is put in by one island. */
export const revalidate = 300
export const generateStaticParams = () => []

type Props = { params: Promise<{ slug: string }> }

export default async function CoursePage({ params }: Props) {
  const course = await readCourse((await params).slug)
  const t = await getTranslations('site')
  return (
    <>
      <CourseJsonLd course={course} origin={env().APP_URL} academy={t('name')} />
      <CourseView course={course} />
    </>
  )
}

/** Read once for the page and its metadata. */
const readCourse = cache(async (slug: string) => {
  await tagPage(`course-slug:${slug}`)
  const course = await pageData(() => getCourse(visitor(), { slug }))
  await tagPage(`course:${course.id}`, ...tagsOfCards([course]))
  return course
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const course = await readCourse((await params).slug)
  const description = course.subtitle || course.outcomes.join('. ')
  return {
    title: course.title,
    description,
    alternates: { canonical: `/courses/${course.slug}` },
    openGraph: {
      type: 'website',
      title: course.title,
      description,
      url: `/courses/${course.slug}`,
      images: course.thumbnail ? [course.thumbnail.url] : undefined,
    },
  }
}
