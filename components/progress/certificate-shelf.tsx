import { useLocale, useTranslations } from '@/i18n/texts'
import { Section } from '@/components/layout/section'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/i18n/navigation'
import type { MyCertificate } from '@/lib/certificates/dto'
import { formatDay } from '@/lib/utils/dates'

interface CertificateShelfProps {
  certificates: readonly MyCertificate[]
  /** The learner's own. */
  timeZone: string
}

/** The viewer's newest certificates, each leading to its public page. */
export function CertificateShelf({ certificates, timeZone }: CertificateShelfProps) {
  const t = useTranslations('progress.certificates')
  const locale = useLocale()
  if (certificates.length === 0) return null
  return (
    <Section title={t('title')}>
      <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {certificates.map(({ id, serial, courseTitle, completedAt, isRevoked }) => (
          <li key={id} className="min-w-0">
            <Card isInteractive className="flex h-full items-center gap-4">
              <span className="grid size-12 shrink-0 place-items-center rounded-full bg-accent-soft text-accent">
                <Icon name="award" />
              </span>
              <div className="min-w-0 grow">
                <h3 className="leading-snug wrap-anywhere">
                  <Link
                    href={`/certificates/${serial}`}
                    prefetch={false}
                    className="after:absolute after:inset-0 after:rounded-lg"
                  >
                    {courseTitle}
                  </Link>
                </h3>
                <p className="mt-0.5 text-sm text-muted">
                  {t('completedOn', { date: formatDay(completedAt, { locale, timeZone }) })}
                </p>
              </div>
              {isRevoked ? <Badge tone="danger">{t('revoked')}</Badge> : null}
            </Card>
          </li>
        ))}
      </ul>
    </Section>
  )
}
