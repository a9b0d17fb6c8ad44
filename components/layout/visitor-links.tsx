import { useTranslations } from '@/i18n/texts'
import { LinkButton } from '@/components/ui/link-button'

/** The ways in, for who is not signed in. */
export function VisitorLinks() {
  const t = useTranslations('site.nav')
  return (
    <>
      <LinkButton href="/login" variant="quiet" prefetch={false} className="max-sm:px-3">
        {t('signIn')}
      </LinkButton>
      <LinkButton href="/register" variant="secondary" prefetch={false} className="ml-1 max-sm:hidden">
        {t('signUp')}
      </LinkButton>
    </>
  )
}
