import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { Container } from '@/components/layout/container'
import { PageHeader } from '@/components/layout/page-header'
import { Section } from '@/components/layout/section'
import { JobTable } from '@/components/operations/job-table'
import { LetterTable } from '@/components/operations/letter-table'
import { SystemParts } from '@/components/operations/system-parts'
import { getSystemSummary, listJobs, listLetters } from '@/lib/operations/queries'
import { JobsQuery, LettersQuery } from '@/lib/operations/schema'
import { getViewer } from '@/lib/platform/auth/session'
import { requireAdmin } from '@/lib/platform/auth/viewer'
import { parseInput } from '@/lib/platform/forms/parse'
import { pageData } from '@/lib/platform/http/page'

export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function SystemPage({ searchParams }: Props) {
  const given = await searchParams
  const { viewer, letters, jobs, read } = await pageData(async () => {
    const viewer = requireAdmin(await getViewer())
    const letters = parseInput(LettersQuery, { to: given['to'] || undefined, cursor: given['letters'] })
    const jobs = parseInput(JobsQuery, { state: given['state'], cursor: given['jobs'] })
    const read = await Promise.all([
      getSystemSummary(viewer),
      listLetters(viewer, letters),
      listJobs(viewer, jobs),
    ])
    return { viewer, letters, jobs, read }
  })
  const [summary, letterPage, jobPage] = read
  const t = await getTranslations('admin.system')
  const { timeZone } = viewer
  return (
    <Container className="pb-12">
      <PageHeader title={t('title')} lead={t('lead')} />
      <SystemParts summary={summary} />
      <Section title={t('letters')} id="letters">
        <LetterTable page={letterPage} query={letters} timeZone={timeZone} />
      </Section>
      <Section title={t('jobList')} id="jobs">
        <JobTable page={jobPage} query={jobs} counts={summary.jobs} timeZone={timeZone} />
      </Section>
    </Container>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin.system')
  return { title: t('title') }
}
