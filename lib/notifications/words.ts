import { createTranslator, hasLocale } from 'next-intl'
import { messagesOf } from '@/i18n/messages'
import { routing, type Locale } from '@/i18n/routing'
import { isolate } from '@/lib/utils/isolate'
import type { NoticeName } from './constants'
import { NOTICE_PARAMS } from './schema'

export function localeOf(wanted: string | undefined): Locale {
  return hasLocale(routing.locales, wanted) ? wanted : routing.defaultLocale
}

/** A notice as a sentence with a second one, in the reader's language; null when the row is not of its notice's shape. */
export function wordsOf(
  { notice, params }: { notice: NoticeName; params: unknown },
  locale: string | undefined,
): { title: string; detail: string; action: string } | null {
  const parsed = NOTICE_PARAMS[notice].safeParse(params)
  if (!parsed.success) return null
  const t = createTranslator({
    locale: localeOf(locale),
    messages: messagesOf[localeOf(locale)],
    namespace: 'notifications.notices',
  })
  const values = Object.fromEntries(
    Object.entries(parsed.data).map(([name, value]) => [
      name,
      typeof value === 'string' ? isolate(value) : value,
    ]),
  )
  return {
    title: t(`${notice}.title`, values),
    detail: t(`${notice}.detail`, values),
    action: t(`${notice}.action`, values),
  }
}
