import type { ReactNode } from 'react'
import { getMessages } from 'next-intl/server'
import { getLocale } from '@/i18n/texts'
import { textsByCode } from '@/components/forms/texts-by-code'
import { MediaTextsProvider } from './media-texts-provider'

/** Gives what sends files inside it its words. */
export async function MediaTexts({ children }: { children: ReactNode }) {
  const [{ media, errors }, locale] = await Promise.all([getMessages(), getLocale()])
  const sentences = textsByCode(errors, ['media', 'storage', 'account', 'course'])
  return <MediaTextsProvider texts={{ ...media, locale, errors: sentences }}>{children}</MediaTextsProvider>
}
