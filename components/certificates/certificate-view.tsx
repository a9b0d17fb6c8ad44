import { getLocale, getTranslations } from '@/i18n/texts'
import { Container } from '@/components/layout/container'
import { buttonClass } from '@/components/ui/button-class'
import { CopyButton } from '@/components/ui/copy-button'
import { Icon } from '@/components/ui/icon'
import { LogoMark } from '@/components/ui/logo'
import { Notice } from '@/components/ui/notice'
import { textLinkClass, TextLink } from '@/components/ui/text-link'
import type { PublicCertificate } from '@/lib/certificates/dto'
import { formatDay } from '@/lib/utils/dates'
import { languageOf } from '@/lib/utils/languages'
import { QrCode } from './qr-code'

interface CertificateViewProps {
  certificate: PublicCertificate
  /** The whole address of its page. */
  address: string
}

/** A certificate as everybody sees it: first whether it counts, then what it says. */
export async function CertificateView({ certificate, address }: CertificateViewProps) {
  return (
    <Container width="list" className="py-8 sm:py-12">
      <CertificateStanding certificate={certificate} />
      <CertificateSheet certificate={certificate} address={address} />
      {certificate.state === 'valid' ? <CertificateFiles address={address} /> : null}
    </Container>
  )
}

async function CertificateStanding({ certificate }: { certificate: PublicCertificate }) {
  const [t, locale] = await Promise.all([getTranslations('certificates.page'), getLocale()])
  const { state, academyName: academy, revocation } = certificate
  if (revocation !== null) {
    const date = formatDay(revocation.at, { locale, timeZone: 'UTC' })
    return (
      <Notice tone="danger" title={t('revoked')}>
        {t('revokedText', { academy, date })} {t(`reason.${revocation.reason}`)}
      </Notice>
    )
  }
  if (state === 'erased') {
    return (
      <Notice tone="warning" title={t('erased')}>
        {t('erasedText', { academy })}
      </Notice>
    )
  }
  return (
    <Notice tone="success" title={t('valid')}>
      {t('validText', { academy })}
    </Notice>
  )
}

async function CertificateSheet({ certificate, address }: CertificateViewProps) {
  const [t, locale] = await Promise.all([getTranslations('certificates.page'), getLocale()])
  const { holderName, courseTitle, courseSlug, academyName, language } = certificate
  const own = languageOf(language, locale)
  return (
    <article className="mt-6 overflow-hidden rounded-lg border border-line bg-raised">
      <div className="p-6 sm:p-10">
        <p className="flex items-center gap-3 font-semibold">
          <LogoMark />
          {academyName}
        </p>
        <h1 className="mt-10 text-lg font-semibold text-accent sm:mt-14">{t('title')}</h1>
        {holderName === '' ? null : (
          <>
            <p className="mt-6 text-muted">{t('certifies')}</p>
            <p className="mt-1 text-3xl font-semibold text-balance wrap-anywhere sm:text-4xl">{holderName}</p>
            <p className="mt-5 text-muted">
              {certificate.state === 'revoked' ? t('completedRevoked') : t('completed')}
            </p>
          </>
        )}
        <p {...own} className="mt-2 text-xl font-semibold text-balance wrap-anywhere sm:text-2xl">
          {courseTitle}
        </p>
        {courseSlug === null ? null : (
          <p className="mt-2">
            <TextLink href={`/courses/${courseSlug}`} className="inline-block py-1 text-sm">
              {t('courseLink')}
            </TextLink>
          </p>
        )}
      </div>
      <CertificateFacts certificate={certificate} address={address} />
    </article>
  )
}

async function CertificateFacts({ certificate, address }: CertificateViewProps) {
  const [t, locale] = await Promise.all([getTranslations('certificates.page'), getLocale()])
  const { completedOn, instructorNames, academyName, serial } = certificate
  const day = formatDay(new Date(`${completedOn}T00:00:00Z`), { locale, timeZone: 'UTC' })
  const names = new Intl.ListFormat(locale, { type: 'conjunction' }).format(instructorNames)
  const facts = [
    { label: t('completedOn'), value: day },
    ...(names === '' ? [] : [{ label: t('instructor', { count: instructorNames.length }), value: names }]),
    { label: t('issuer'), value: academyName },
    { label: t('serial'), value: serial },
  ]
  return (
    <div className="flex flex-wrap items-center justify-between gap-6 border-t border-line px-6 py-6 sm:px-10">
      <dl className="grid min-w-0 grow grid-cols-1 gap-x-8 gap-y-4 sm:grid-cols-2">
        {facts.map(({ label, value }) => (
          <div key={label} className="min-w-0">
            <dt className="text-sm text-muted">{label}</dt>
            <dd className="font-semibold wrap-anywhere tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <QrCode text={address} label={t('qr')} className="size-32 rounded-md border border-line" />
    </div>
  )
}

async function CertificateFiles({ address }: { address: string }) {
  const t = await getTranslations('certificates.page')
  const path = new URL(address).pathname
  return (
    <>
      <div className="mt-6 flex flex-wrap items-center gap-3">
        <a href={`${path}/pdf`} className={buttonClass({ variant: 'primary' })}>
          <Icon name="download" size="sm" />
          {t('download')}
        </a>
        <CopyButton
          text={address}
          label={t('copy')}
          copiedLabel={t('copied')}
          variant="secondary"
          size="md"
          icon={<Icon name="copy" size="sm" />}
          copiedIcon={<Icon name="check" size="sm" />}
        />
      </div>
      <p className="mt-4 max-w-measure text-sm text-muted">
        <a href={`${path}/badge.json`} className={textLinkClass}>
          {t('badge')}
        </a>{' '}
        · {t('badgeHint')} {t('checking')}
      </p>
    </>
  )
}
