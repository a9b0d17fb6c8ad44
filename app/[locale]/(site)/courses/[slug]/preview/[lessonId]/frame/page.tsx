import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { PreviewView } from '@/components/courses/preview-view'
import { metadataOf, readPreview } from '../preview'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ slug: string; lessonId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const Asked = z.object({ frame: z.string().max(40) })

/** A free lesson with a page of another site in it, once its reader has asked for that one: the policy lets it in here. */
export default async function PreviewFramePage({ params, searchParams }: Props) {
  const { slug, lessonId } = await params
  const preview = await readPreview(slug, lessonId)
  const { content } = preview
  const asked = Asked.safeParse(await searchParams)
  const provider = content.type === 'video' || content.type === 'embed' ? content.embed?.provider : null
  if (!provider || asked.data?.frame !== provider.id) redirect(`/courses/${slug}/preview/${lessonId}`)
  return <PreviewView preview={preview} shownProvider={provider.id} />
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, lessonId } = await params
  return { ...(await metadataOf(await readPreview(slug, lessonId))), robots: { index: false } }
}
