import type { Metadata } from 'next'
import { PreviewView } from '@/components/courses/preview-view'
import { metadataOf, readPreview } from './preview'

/** Kept: a lesson that everybody may read. */
export const revalidate = 300
export const generateStaticParams = () => []

type Props = { params: Promise<{ slug: string; lessonId: string }> }

export default async function PreviewPage({ params }: Props) {
  const { slug, lessonId } = await params
  return <PreviewView preview={await readPreview(slug, lessonId)} shownProvider={null} />
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, lessonId } = await params
  return metadataOf(await readPreview(slug, lessonId))
}
