import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { Container } from '@/components/layout/container'
import { PageHeader } from '@/components/layout/page-header'
import { MediaTexts } from '@/components/media/media-texts'
import { ImportForm, ImportProgress } from '@/components/teaching/import-form'
import { ImportReport } from '@/components/teaching/import-report'
import { APPLICANTS_PLACE } from '@/lib/accounts/constants'
import { getImport } from '@/lib/courses/queries/imports'
import { requireTeacher } from '@/lib/courses/queries/own-courses'
import { ImportPage } from '@/lib/courses/schema/imports'
import { getViewer } from '@/lib/platform/auth/session'
import { parseInput } from '@/lib/platform/forms/parse'
import { pageData } from '@/lib/platform/http/page'

export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function CourseImportPage({ searchParams }: Props) {
  const { import: asked } = await searchParams
  const { importId, report } = await pageData(async () => {
    const viewer = await getViewer()
    requireTeacher(viewer)
    const { import: importId } = parseInput(ImportPage, { import: asked })
    return { importId, report: importId ? await getImport(viewer, { importId }) : null }
  }, APPLICANTS_PLACE)
  const t = await getTranslations('archives')
  const texts = {
    choose: t(report === null ? 'choose' : 'another'),
    hint: t.raw('hint'),
    starting: t('starting'),
    waiting: t('waiting'),
    unpacking: t('unpacking'),
    reading: t.raw('reading'),
    leave: t('leave'),
  }
  const isOver = report === null || report.state === 'done' || report.state === 'failed'
  return (
    <Container width="measure" className="pb-16">
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="flex flex-col gap-8">
        {report !== null && isOver ? <ImportReport report={report} /> : null}
        <MediaTexts>
          {report !== null && importId && !isOver ? (
            <ImportProgress importId={importId} report={report} texts={texts} />
          ) : (
            <ImportForm texts={texts} />
          )}
        </MediaTexts>
        <section aria-labelledby="how">
          <h2 id="how" className="text-lg font-semibold">
            {t('how')}
          </h2>
          <ul className="mt-3 flex list-disc flex-col gap-2 pl-5 text-muted">
            {(['howCourse', 'howModules', 'howLessons', 'howMedia', 'howQuizzes'] as const).map((line) => (
              <li key={line}>{t(line)}</li>
            ))}
          </ul>
        </section>
      </div>
    </Container>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('archives'))('title') }
}
