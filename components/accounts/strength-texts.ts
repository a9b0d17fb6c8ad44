import { getTranslations } from '@/i18n/texts'
import type { StrengthTexts } from './strength-meter'

/** The words of the strength below a new password. */
export async function strengthTexts(): Promise<StrengthTexts> {
  const t = await getTranslations('accounts.strength')
  return {
    label: t('label'),
    none: t('none'),
    weak: t('weak'),
    fair: t('fair'),
    good: t('good'),
    strong: t('strong'),
  }
}
