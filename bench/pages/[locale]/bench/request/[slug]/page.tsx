import { getViewer } from '@/lib/platform/auth/session'

export const dynamic = 'force-dynamic'

const ELEMENTS = Array.from({ length: 400 }, (_, index) => index)

/** The least that a page for one person costs: the viewer is read, and some hundred elements are rendered. */
export default async function RequestBenchPage({ params }: { params: Promise<{ slug: string }> }) {
  const [{ slug }, viewer] = await Promise.all([params, getViewer()])
  return (
    <main>
      <h1>{slug}</h1>
      <p>{viewer.kind}</p>
      <ul>
        {ELEMENTS.map((element) => (
          <li key={element}>{element}</li>
        ))}
      </ul>
    </main>
  )
}
