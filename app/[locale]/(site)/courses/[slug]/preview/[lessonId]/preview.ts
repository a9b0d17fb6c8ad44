import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { cache } from 'react'
import { tagsOfCards } from '@/lib/courses/page-tags'
import { PICTURE_SIZE, pictureAddressOf, pictureFactsOf } from '@/lib/courses/picture/facts'
import { getPreviewLesson, type PreviewLesson } from '@/lib/courses/queries/course'
import { visitor } from '@/lib/platform/auth/viewer'
import { tagPage } from '@/lib/platform/cache'
import { pageData } from '@/lib/platform/http/page'

/** Read once for a page and its metadata. */
export const readPreview = cache(async (slug: string, lessonId: string) => {
  await tagPage(`course-slug:${slug}`)
  const preview = await pageData(() => getPreviewLesson(visitor(), { slug, lessonId }))
  await tagPage(`course:${preview.course.id}`, ...tagsOfCards([preview.course]))
  return preview
})

export async function metadataOf({ course, lesson }: PreviewLesson): Promise<Metadata> {
  const [t, site] = await Promise.all([getTranslations('courses.preview'), getTranslations('site')])
  const title = t('metaTitle', { lesson: lesson.title, course: course.title })
  const description = lesson.description || course.subtitle
  const url = `/courses/${course.slug}/preview/${lesson.id}`
  const picture = {
    url: pictureAddressOf(pictureFactsOf(course, site('name'))),
    ...PICTURE_SIZE,
    type: 'image/png',
    alt: course.title,
  }
  return {
    title,
    description,
    alternates: { canonical: url },
    openGraph: { type: 'article', siteName: site('name'), title, description, url, images: [picture] },
    twitter: { card: 'summary_large_image', title, description, images: [picture] },
  }
}
