import { getLocale, getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { Section } from '@/components/layout/section'
import { Card } from '@/components/ui/card'
import { TextLink } from '@/components/ui/text-link'
import { reissueCertificateAction } from '@/lib/certificates/actions'
import type { MyCertificate, PrintedName } from '@/lib/certificates/dto'
import { languageOf } from '@/lib/utils/languages'
import { MissingCharacters } from './missing-characters'

interface NameOnCertificatesProps {
  name: PrintedName
  /** Certificates that carry a former name. */
  former: MyCertificate[]
}

/** How certificates print the person's name, and those that carry another one. */
export async function NameOnCertificates({ name, former }: NameOnCertificatesProps) {
  const t = await getTranslations('certificates.name')
  return (
    <Section title={t('title')} lead={t('lead')} id="certificates">
      {name.missing.length === 0 ? <p>{t('fine', { name: name.fullName })}</p> : null}
      <MissingCharacters name={name} />
      {former.length === 0 ? null : (
        <>
          <h3 className="mt-6 font-semibold">{t('former')}</h3>
          <p className="mt-1 max-w-measure text-sm text-muted">{t('formerLead')}</p>
          <ul className="mt-4 space-y-3">
            {former.map((certificate) => (
              <li key={certificate.id}>
                <FormerName certificate={certificate} fullName={name.fullName} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

async function FormerName({ certificate, fullName }: { certificate: MyCertificate; fullName: string }) {
  const [t, locale] = await Promise.all([getTranslations('certificates.name'), getLocale()])
  const { serial, courseTitle: course, holderName, language } = certificate
  return (
    <Card className="flex flex-wrap items-center justify-between gap-4">
      <div className="min-w-0">
        <TextLink
          href={`/certificates/${serial}`}
          prefetch={false}
          className="wrap-anywhere"
          {...languageOf(language, locale)}
        >
          {course}
        </TextLink>
        <p className="text-sm wrap-anywhere text-muted">{t('formerName', { name: holderName })}</p>
      </div>
      <ActionButton
        action={reissueCertificateAction}
        fields={{ serial }}
        label={t('reissueLabel', { name: fullName, course })}
        confirm={{
          title: t('reissueTitle', { name: fullName, course }),
          description: t('reissueText'),
          confirmLabel: t('reissueConfirm', { name: fullName }),
        }}
        doneMessage={t('reissued')}
      >
        {t('reissue')}
      </ActionButton>
    </Card>
  )
}
