import { getTranslations } from '@/i18n/texts'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import type { PrintedName } from '@/lib/certificates/dto'

interface MissingCharactersProps {
  name: PrintedName
  /** Where the name is changed; left out where that is right here. */
  changeHref?: string
  className?: string
}

/** Said before a certificate is issued: which characters of the name it could not print, and what to do. */
export async function MissingCharacters({ name, changeHref, className }: MissingCharactersProps) {
  const t = await getTranslations('certificates.name')
  const { missing, isPrintable } = name
  if (missing.length === 0) return null
  const count = missing.length
  return (
    <Notice tone="warning" title={t('missingTitle', { count })} className={className}>
      {isPrintable ? t('missing', { count, characters: missing.join(' ') }) : t('missingAll')} {t('remedy')}{' '}
      {changeHref === undefined ? null : (
        <TextLink href={changeHref} prefetch={false}>
          {t('remedyLink')}
        </TextLink>
      )}
    </Notice>
  )
}
