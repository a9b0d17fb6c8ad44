import { getLocale, getTranslations } from '@/i18n/texts'
import { EmptyState } from '@/components/layout/empty-state'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { TextLink } from '@/components/ui/text-link'
import type { ApplicationStatus } from '@/lib/accounts/constants'
import type { Application } from '@/lib/accounts/dto'
import { formatDay } from '@/lib/utils/dates'
import { ApplicationDecision } from './application-decision'

interface ApplicationListProps {
  applications: Application[]
  status: ApplicationStatus
  timeZone: string
}

/** Who asks to teach; those who wait carry the two answers. */
export async function ApplicationList({ applications, status, timeZone }: ApplicationListProps) {
  if (applications.length === 0) return <NoApplications status={status} />
  return (
    <ul className="flex flex-col gap-4">
      {applications.map((application) => (
        <li key={application.userId}>
          <Card className="flex flex-col gap-4 sm:flex-row">
            <Avatar name={application.fullName} imageUrl={application.avatarUrl} />
            <div className="min-w-0 grow">
              <Applicant application={application} timeZone={timeZone} />
              {application.status === 'waiting' ? <ApplicationDecision application={application} /> : null}
            </div>
          </Card>
        </li>
      ))}
    </ul>
  )
}

async function NoApplications({ status }: { status: ApplicationStatus }) {
  const t = await getTranslations('admin.applications')
  if (status === 'approved') return <EmptyState icon="users" title={t('emptyApproved')} />
  if (status === 'returned') return <EmptyState icon="users" title={t('emptyReturned')} />
  return (
    <EmptyState icon="inbox" title={t('emptyWaiting')}>
      {t('emptyWaitingText')}
    </EmptyState>
  )
}

async function Applicant({ application, timeZone }: { application: Application; timeZone: string }) {
  const [t, locale] = await Promise.all([getTranslations('admin.applications'), getLocale()])
  const day = (date: Date) => formatDay(date, { locale, timeZone })
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-lg wrap-anywhere">{application.fullName}</h2>
        <Badge tone={application.isVerified ? 'success' : 'warning'}>
          {application.isVerified ? t('verified') : t('unverified')}
        </Badge>
      </div>
      <p className="text-sm wrap-anywhere text-muted">
        <TextLink href={`/u/${application.username}`} prefetch={false}>{`@${application.username}`}</TextLink>
        {` · ${application.email}`}
      </p>
      <p className="mt-3 max-w-measure wrap-anywhere whitespace-pre-line">{application.bio || t('noBio')}</p>
      {application.reason ? (
        <p className="mt-3 max-w-measure wrap-anywhere">
          {t('returnedBecause', { reason: application.reason })}
        </p>
      ) : null}
      <p className="mt-3 text-sm text-muted">
        {application.decidedAt && application.status !== 'waiting'
          ? t('decidedAt', { date: day(application.decidedAt) })
          : t('askedAt', { date: day(application.askedAt) })}
      </p>
    </>
  )
}
