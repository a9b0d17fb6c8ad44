import { getMessages } from 'next-intl/server'
import { getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { textsByCode } from '@/components/forms/texts-by-code'
import { Section } from '@/components/layout/section'
import { Avatar } from '@/components/ui/avatar'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { removeAvatarAction } from '@/lib/media/actions'
import { AVATAR_MAX_BYTES, PHOTO_TYPES } from '@/lib/media/constants'
import { PictureForm } from './picture-form'

interface PictureSectionProps {
  fullName: string
  avatarUrl: string | null
  /** Pictures are for others to see, so the address has to be proven first. */
  isVerified: boolean
  /** What a page without scripts brought back: `saved`, or the reason of the refusal. */
  outcome: string | null
}

export async function PictureSection({ fullName, avatarUrl, isVerified, outcome }: PictureSectionProps) {
  const [t, { errors }] = await Promise.all([getTranslations('accounts.profile'), getMessages()])
  const reasons = textsByCode(errors, ['media', 'storage', 'account'])
  // What stands in the address may be any word, also one that every object knows.
  const textOf = (outcome: string) =>
    outcome === 'saved'
      ? t('pictureSaved')
      : ((Object.hasOwn(reasons, outcome) ? reasons[outcome] : undefined) ?? t('pictureFailed'))
  return (
    <Section title={t('pictureTitle')}>
      {outcome ? (
        <Notice tone={outcome === 'saved' ? 'success' : 'danger'} role="status" className="mb-4">
          {textOf(outcome)}
        </Notice>
      ) : null}
      <div className="flex flex-col gap-5 sm:flex-row">
        <div className="flex shrink-0 flex-col items-start gap-2 sm:items-center">
          <Avatar name={fullName} imageUrl={avatarUrl} size="xl" />
          {avatarUrl ? (
            <ActionButton
              action={removeAvatarAction}
              fields={{}}
              variant="danger-quiet"
              size="sm"
              confirm={{
                title: t('removeTitle'),
                description: t('removeText'),
                confirmLabel: t('remove'),
                isDestructive: true,
              }}
            >
              {t('remove')}
            </ActionButton>
          ) : null}
        </div>
        {isVerified ? (
          <PictureForm
            address="/api/uploads/avatar"
            accept={PHOTO_TYPES.join(',')}
            maxBytes={AVATAR_MAX_BYTES}
            errors={reasons}
            texts={{
              choose: t('choose'),
              hint: t('pictureHint'),
              upload: t('upload'),
              uploading: t('uploading', { percent: '{percent}' }),
              cancel: t('cancel'),
              cropHint: t('cropHint'),
              cropLabel: t('cropLabel'),
              saved: t('pictureSaved'),
              failed: t('pictureFailed'),
            }}
          />
        ) : (
          <p className="text-muted">
            {t.rich('pictureUnverified', {
              link: (words) => (
                <TextLink href="/verify-email?next=/settings/profile" prefetch={false}>
                  {words}
                </TextLink>
              ),
            })}
          </p>
        )}
      </div>
    </Section>
  )
}
