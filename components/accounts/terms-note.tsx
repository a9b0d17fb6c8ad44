import { getTranslations } from '@/i18n/texts'
import { TextLink } from '@/components/ui/text-link'

export async function TermsNote() {
  const t = await getTranslations('accounts.register')
  return (
    <p className="text-sm text-muted">
      {t.rich('terms', {
        terms: (words) => (
          <TextLink href="/legal/terms" prefetch={false}>
            {words}
          </TextLink>
        ),
        privacy: (words) => (
          <TextLink href="/legal/privacy" prefetch={false}>
            {words}
          </TextLink>
        ),
      })}
    </p>
  )
}
