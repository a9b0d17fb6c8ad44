import { getLocale, getTranslations } from '@/i18n/texts'
import { EmptyState } from '@/components/layout/empty-state'
import { Badge, type Tone } from '@/components/ui/badge'
import { Cell, HeadCell, RowHeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import type { CertificateState, ManagedCertificate } from '@/lib/certificates/dto'
import { formatDay } from '@/lib/utils/dates'
import { languageOf } from '@/lib/utils/languages'
import { CertificateDecision } from './certificate-decision'

const TONES: Record<CertificateState, Tone> = { valid: 'success', revoked: 'danger', erased: 'neutral' }

interface CertificateTableProps {
  certificates: ManagedCertificate[]
  q: string
  timeZone: string
}

/** Issued certificates, each with what was done to it and what may be done. */
export async function CertificateTable({ certificates, q, timeZone }: CertificateTableProps) {
  const t = await getTranslations('certificates.admin')
  if (certificates.length === 0) {
    return (
      <EmptyState icon="award" title={q === '' ? t('empty') : t('emptyFound', { q })}>
        {q === '' ? t('emptyText') : null}
      </EmptyState>
    )
  }
  return (
    <Table caption={q === '' ? t('caption') : t('captionFound', { q })}>
      <TableHead>
        <HeadCell>{t('holder')}</HeadCell>
        <HeadCell>{t('course')}</HeadCell>
        <HeadCell>{t('serial')}</HeadCell>
        <HeadCell>{t('completedOn')}</HeadCell>
        <HeadCell>{t('state')}</HeadCell>
        <HeadCell align="end">{t('actions')}</HeadCell>
      </TableHead>
      <TableBody>
        {certificates.map((certificate) => (
          <CertificateRow key={certificate.id} certificate={certificate} timeZone={timeZone} />
        ))}
      </TableBody>
    </Table>
  )
}

async function CertificateRow({
  certificate,
  timeZone,
}: {
  certificate: ManagedCertificate
  timeZone: string
}) {
  const [t, locale] = await Promise.all([getTranslations('certificates.admin'), getLocale()])
  const { holderName, courseTitle, language, serial, completedOn, state } = certificate
  return (
    <TableRow>
      <RowHeadCell className="min-w-36 wrap-anywhere">{holderName || t('noName')}</RowHeadCell>
      <Cell className="min-w-40 wrap-anywhere" {...languageOf(language, locale)}>
        {courseTitle}
      </Cell>
      <Cell className="whitespace-nowrap tabular-nums">
        <TextLink href={`/certificates/${serial}`} prefetch={false}>
          {serial}
        </TextLink>
      </Cell>
      <Cell className="whitespace-nowrap text-muted">
        {formatDay(new Date(`${completedOn}T00:00:00Z`), { locale, timeZone: 'UTC' })}
      </Cell>
      <Cell>
        <Badge tone={TONES[state]}>{t(state)}</Badge>
        <CertificateHistory certificate={certificate} timeZone={timeZone} />
      </Cell>
      <Cell align="end">
        <CertificateDecision certificate={certificate} />
      </Cell>
    </TableRow>
  )
}

async function CertificateHistory({
  certificate,
  timeZone,
}: {
  certificate: ManagedCertificate
  timeZone: string
}) {
  const [t, locale] = await Promise.all([getTranslations('certificates.admin'), getLocale()])
  if (certificate.history.length === 0) return null
  return (
    <ul className="mt-1.5 max-w-64 space-y-1 text-xs text-muted">
      {certificate.history.map(({ act, at, reason, note }) => (
        <li key={at.toISOString()} className="wrap-anywhere">
          {t('history', { act, date: formatDay(at, { locale, timeZone }) })}
          {reason === null ? null : ` · ${t(`reasons.${reason}`)}`}
          {note === '' ? null : ` · ${note}`}
        </li>
      ))}
    </ul>
  )
}
