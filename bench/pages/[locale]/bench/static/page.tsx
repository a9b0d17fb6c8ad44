export const dynamic = 'force-static'
export const generateStaticParams = () => [{ locale: 'en' }]

/** The least that Next can serve: rendered by the build, nothing around it. */
export default function StaticBenchPage() {
  return (
    <main>
      <h1>{'Static'}</h1>
    </main>
  )
}
