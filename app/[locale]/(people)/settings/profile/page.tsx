import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { PictureSection } from '@/components/accounts/picture-section'
import { ProfileFields, profileValues } from '@/components/accounts/profile-fields'
import { ProfileForm } from '@/components/accounts/settings-forms'
import { NameOnCertificates } from '@/components/certificates/name-on-certificates'
import { FormTexts } from '@/components/forms/form-texts'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageHeader } from '@/components/layout/page-header'
import { Section } from '@/components/layout/section'
import { TextLink } from '@/components/ui/text-link'
import { getOwnProfile } from '@/lib/accounts/queries'
import { FORMER_NAMES_SHOWN } from '@/lib/certificates/constants'
import { getPrintedName, listFormerNames } from '@/lib/certificates/queries'
import { getViewer } from '@/lib/platform/auth/session'
import { isMember } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'

export const dynamic = 'force-dynamic'

interface ProfileSettingsPageProps {
  searchParams: Promise<{ picture?: string | string[] }>
}

export default async function ProfileSettingsPage({ searchParams }: ProfileSettingsPageProps) {
  const [{ picture }, viewer] = await Promise.all([searchParams, getViewer()])
  const [profile, former, t, settings] = await Promise.all([
    pageData(() => getOwnProfile(viewer)),
    pageData(() => listFormerNames(viewer, { limit: FORMER_NAMES_SHOWN })),
    getTranslations('accounts.profile'),
    getTranslations('accounts.settings'),
  ])
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t.rich('lead', {
          link: (words) => (
            <TextLink href={`/u/${profile.username}`} prefetch={false}>
              {words}
            </TextLink>
          ),
        })}
      />
      <PictureSection
        fullName={profile.fullName}
        avatarUrl={profile.avatarUrl}
        isVerified={isMember(viewer) && viewer.isVerified}
        outcome={typeof picture === 'string' ? picture : null}
      />
      <Section title={t('aboutTitle')}>
        <FormTexts domains={['account']}>
          <ProfileForm defaultValues={profileValues(profile)} doneMessage={settings('saved')}>
            <ProfileFields />
            <SubmitButton className="self-start">{settings('save')}</SubmitButton>
          </ProfileForm>
        </FormTexts>
      </Section>
      <NameOnCertificates name={getPrintedName(viewer)} former={former} />
    </>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('accounts.profile')
  return { title: t('title') }
}
