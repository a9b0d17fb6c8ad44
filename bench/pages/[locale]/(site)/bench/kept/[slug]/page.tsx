import { notFound } from 'next/navigation'
import { Container } from '@/components/layout/container'
import { PageHeader } from '@/components/layout/page-header'
import { Card } from '@/components/ui/card'
import { Link } from '@/i18n/navigation'
import { tagPage } from '@/lib/platform/cache'

export const revalidate = 300
export const generateStaticParams = () => []

const CARDS = Array.from({ length: 24 }, (_, index) => index + 1)

/** As a page of the catalogue: the site around it and two dozen cards, kept for each of a thousand addresses. */
export default async function KeptBenchPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  await tagPage(`bench:${slug}`, 'bench')
  if (slug === 'nothing') notFound()
  return (
    <Container className="pb-12">
      <PageHeader title={slug} lead={`Everything about ${slug}, from the first step to the last.`} />
      <ul className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
        {CARDS.map((card) => (
          <li key={card}>
            <Card isInteractive>
              <h2 className="text-lg">
                <Link href={`/bench/kept/${slug}-${card}`} prefetch={false}>{`Part ${card} of ${slug}`}</Link>
              </h2>
              <p className="mt-2 text-muted">{`What the ${card}. part is about, in a sentence or two of the usual length.`}</p>
            </Card>
          </li>
        ))}
      </ul>
    </Container>
  )
}
