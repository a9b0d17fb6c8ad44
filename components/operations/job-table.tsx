import { getLocale, getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { EmptyState } from '@/components/layout/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { Cell, HeadCell, RowHeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Tabs } from '@/components/ui/tabs'
import { retryJobAction } from '@/lib/operations/actions'
import { JOB_STATES, type JobState } from '@/lib/operations/constants'
import type { JobRow } from '@/lib/operations/dto'
import type { JobsQuery } from '@/lib/operations/schema'
import { formatMoment } from '@/lib/utils/dates'

interface JobTableProps {
  page: { items: JobRow[]; nextCursor: string | null }
  query: JobsQuery
  counts: Record<JobState, number>
  timeZone: string
}

/** Background work by its state; what was given up can be tried again. */
export async function JobTable({ page, query, counts, timeZone }: JobTableProps) {
  const [t, paging] = await Promise.all([getTranslations('admin.jobs'), getTranslations('common.paging')])
  const tabs = JOB_STATES.map((state) => ({
    href: `/admin/system?state=${state}#jobs`,
    label: t(state, { count: counts[state] }),
    isCurrent: state === query.state,
  }))
  const address = (cursor: string) =>
    `/admin/system?${new URLSearchParams({ state: query.state, jobs: cursor })}#jobs`
  return (
    <>
      <Tabs label={t('stateTabs')} tabs={tabs} className="mb-4" />
      {page.items.length === 0 ? (
        <NoJobs state={query.state} />
      ) : (
        <JobRows rows={page.items} timeZone={timeZone} />
      )}
      <Pagination
        label={t('caption')}
        first={
          query.cursor ? { href: `/admin/system?state=${query.state}#jobs`, label: paging('first') } : null
        }
        next={page.nextCursor ? { href: address(page.nextCursor), label: t('older') } : null}
      />
    </>
  )
}

async function NoJobs({ state }: { state: JobState }) {
  const t = await getTranslations('admin.jobs')
  if (state !== 'dead') return <EmptyState icon="inbox" title={t('empty')} />
  return (
    <EmptyState icon="circle-check" title={t('emptyDead')}>
      {t('emptyDeadText')}
    </EmptyState>
  )
}

async function JobRows({ rows, timeZone }: { rows: JobRow[]; timeZone: string }) {
  const [t, locale] = await Promise.all([getTranslations('admin.jobs'), getLocale()])
  return (
    <Table caption={t('caption')}>
      <TableHead>
        <HeadCell>{t('name')}</HeadCell>
        <HeadCell align="end">{t('attempts')}</HeadCell>
        <HeadCell>{t('error')}</HeadCell>
        <HeadCell align="end">{t('changed')}</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((job) => (
          <TableRow key={job.id}>
            <RowHeadCell className="wrap-anywhere">{job.name}</RowHeadCell>
            <Cell align="end">{job.attempts}</Cell>
            <Cell className="max-w-md wrap-anywhere text-muted">
              {job.lastError}
              {job.state === 'dead' ? (
                <ActionButton
                  action={retryJobAction}
                  fields={{ jobId: job.id }}
                  label={t('retryName', { name: job.name })}
                  size="sm"
                >
                  {t('retry')}
                </ActionButton>
              ) : null}
            </Cell>
            <Cell align="end" className="whitespace-nowrap text-muted">
              {formatMoment(job.updatedAt, { locale, timeZone })}
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
