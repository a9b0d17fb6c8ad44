import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { DraftPreview } from '@/components/teaching/draft-preview'
import { getDraftPreview } from '@/lib/courses/queries/draft-preview'
import { getViewer } from '@/lib/platform/auth/session'
import { pageData } from '@/lib/platform/http/page'
import { readLesson } from '../read-lesson'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ id: string; lessonId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function DraftPreviewPage({ params, searchParams }: Props) {
  const { id, lessonId } = await params
  const { lesson } = await readLesson(id, lessonId)
  const { frame } = await searchParams
  const content = await pageData(async () => getDraftPreview(await getViewer(), { lessonId }))
  return (
    <DraftPreview
      lesson={lesson}
      content={content}
      shownProvider={typeof frame === 'string' ? frame : null}
    />
  )
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, lessonId } = await params
  const [{ lesson }, t] = await Promise.all([readLesson(id, lessonId), getTranslations('teaching.lesson')])
  return { title: t('metaTitle', { lesson: lesson.title, course: lesson.course.details.title }) }
}
