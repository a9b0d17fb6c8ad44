import { getViewer } from '@/lib/platform/auth/session'

export const dynamic = 'force-dynamic'

/** Each card of the list is six elements; what a page consists of anyway is left to Next. */
const IN_A_CARD = 6

/** The least that a page for one person costs: the viewer is read, and so many elements are rendered. */
export default async function RequestBenchPage({ params }: { params: Promise<{ elements: string }> }) {
  const [{ elements }, viewer] = await Promise.all([params, getViewer()])
  const cards = Array.from({ length: Math.ceil(Number(elements) / IN_A_CARD) }, (_, index) => index)
  return (
    <main>
      <h1>{elements}</h1>
      <p>{viewer.kind}</p>
      <ul>
        {cards.map((card) => (
          <li key={card} className="rounded-card border border-line p-4">
            <h2 className="text-lg">{`Part ${card}`}</h2>
            <p className="mt-2 text-muted">{`What part ${card} is about, in a sentence of the usual length.`}</p>
            <a href={`/bench/request/${card}`}>
              <span className="text-sm">{'Open'}</span> <span>{card}</span>
            </a>
          </li>
        ))}
      </ul>
    </main>
  )
}
