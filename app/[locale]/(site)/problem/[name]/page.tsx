import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { notFound } from 'next/navigation'
import { Problem, type ProblemName } from '@/components/layout/problem'

export const revalidate = 86_400
export const generateStaticParams = () => []

type Props = { params: Promise<{ name: string }> }

/** The document behind a 404, 403 or 401; server.mjs asks for it, no address leads here. */
export default async function ProblemPage({ params }: Props) {
  return <Problem name={nameOf((await params).name)} />
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations('problems')
  return { title: t(`${nameOf((await params).name)}.title`), robots: { index: false } }
}

const NAMES: Record<string, ProblemName> = {
  'not-found': 'notFound',
  'lesson-not-found': 'lessonNotFound',
  forbidden: 'forbidden',
  unauthorized: 'unauthorized',
}

function nameOf(segment: string): ProblemName {
  return NAMES[segment] ?? notFound()
}
