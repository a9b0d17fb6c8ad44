import { createTranslator } from 'next-intl'
import { messagesOf } from '@/i18n/messages'
import { routing } from '@/i18n/routing'
import type { AppError } from '../errors'

/** The sentence a person reads about a refusal: by its reason, else by its code, in their language. */
export function errorText(
  error: Pick<AppError, 'code' | 'reason'> | { code: 'unexpected' },
  locale?: string,
): string {
  const known = routing.locales.find((candidate) => candidate === locale) ?? routing.defaultLocale
  const t = createTranslator({ locale: known, messages: messagesOf[known] })
  const keys = [
    ...('reason' in error && error.reason ? [`errors.${error.reason}`] : []),
    `errors.${error.code}`,
  ]
  const key = keys.find((candidate) => t.has(candidate as Parameters<typeof t.has>[0]))
  return t((key ?? 'errors.unexpected') as Parameters<typeof t>[0])
}
