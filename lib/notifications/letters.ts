import 'server-only'
import { createTranslator } from 'next-intl'
import { messagesOf } from '@/i18n/messages'
import { routing } from '@/i18n/routing'
import { env } from '@/lib/platform/env'
import { sendMail } from '@/lib/platform/mail/port'
import { renderMail } from '@/lib/platform/mail/render'
import { NOTICES, type MailedKind, type NoticeName, type UnsubscribeScope } from './constants'
import { makeUnsubscribeToken } from './unsubscribe-token'
import { localeOf, wordsOf } from './words'

type Reader = {
  _id: { toHexString(): string }
  email: string
  fullName: string
  preferences: { locale: string; timeZone: string }
}
type Told = { notice: NoticeName; params: unknown; link: string }

/** One notice as a letter of its own. */
export async function sendNoticeLetter(to: Reader, { notice, params, link }: Told): Promise<void> {
  const words = wordsOf({ notice, params }, to.preferences.locale)
  const { kind } = NOTICES[notice]
  if (words === null || kind === 'approval' || kind === 'operation') return
  await send(to, {
    scope: kind,
    template: `notice.${notice}`,
    subject: words.title,
    paragraphs: [words.title, words.detail],
    action: { label: words.action, url: address(to, link) },
  })
}

/** What was new since the last daily letter; `more` did not fit. */
export async function sendDigestLetter(to: Reader, told: readonly Told[], more: number): Promise<void> {
  const t = translatorOf(to)
  const lines = told.flatMap((one) => {
    const words = wordsOf(one, to.preferences.locale)
    return words === null ? [] : [`• ${words.title}. ${words.detail}`]
  })
  if (lines.length === 0) return
  await send(to, {
    scope: 'digest',
    template: 'notice.digest',
    subject: t('digestSubject', { count: told.length + more, academy: t('academy') }),
    paragraphs: [t('digestIntro'), ...lines, ...(more > 0 ? [t('digestMore', { count: more })] : [])],
    action: { label: t('digestAction'), url: address(to, '/notifications') },
  })
}

type Body = {
  scope: MailedKind | 'digest'
  template: string
  subject: string
  paragraphs: string[]
  action: { label: string; url: string }
}

async function send(to: Reader, { scope, template, ...body }: Body): Promise<void> {
  const t = translatorOf(to)
  const token = makeUnsubscribeToken({
    userId: to._id.toHexString(),
    scope: scope satisfies UnsubscribeScope,
  })
  const rendered = renderMail({
    ...body,
    heading: t('heading', { name: to.fullName }),
    footer: t('why', { academy: t('academy'), url: env().APP_URL }),
    footerLinks: [
      { label: t('unsubscribe'), url: address(to, `/unsubscribe?token=${token}`) },
      { label: t('choose'), url: address(to, '/settings/notifications') },
    ],
    locale: localeOf(to.preferences.locale),
  })
  await sendMail({
    to: to.email,
    template,
    kind: 'notice',
    ...rendered,
    unsubscribeUrl: `${env().APP_URL}/api/notifications/unsubscribe?token=${token}`,
  })
}

function translatorOf({ preferences }: Reader) {
  const locale = localeOf(preferences.locale)
  return createTranslator({ locale, messages: messagesOf[locale], namespace: 'notifications.letter' })
}

/** Links in letters carry the person's language, and come from APP_URL alone. */
function address({ preferences }: Reader, path: string): string {
  const locale = localeOf(preferences.locale)
  return `${env().APP_URL}${locale === routing.defaultLocale ? '' : `/${locale}`}${path}`
}
