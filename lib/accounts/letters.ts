import 'server-only'
import { createTranslator, hasLocale } from 'next-intl'
import { messagesOf } from '@/i18n/messages'
import { routing, type Locale } from '@/i18n/routing'
import { env } from '@/lib/platform/env'
import { sendMail } from '@/lib/platform/mail/port'
import { renderMail } from '@/lib/platform/mail/render'
import { CODE_SECONDS, type IdentityProvider, type OtpPurpose } from './constants'

/** To whom a letter goes; the address is named apart because it is not always the account's own. */
export type Addressee = {
  email: string
  fullName: string
  username: string
  locale: string
  timeZone: string
}

/** Where the code of a letter is typed in. */
const CODE_PAGES = {
  verifyEmail: '/verify-email',
  changeEmail: '/settings/account',
  eraseAccount: '/settings/privacy',
} as const satisfies Record<OtpPurpose, string>

const PROVIDER_NAMES = { google: 'Google', github: 'GitHub' } as const satisfies Record<
  IdentityProvider,
  string
>

export async function sendCodeLetter(to: Addressee, purpose: OtpPurpose, code: string): Promise<void> {
  const t = translatorOf(to)
  await send(to, purpose, {
    subject: t(`${purpose}.subject`, { code }),
    paragraphs: [
      t(`${purpose}.intro`, { email: to.email }),
      t(`${purpose}.validity`, { minutes: CODE_SECONDS / 60 }),
    ],
    code,
    action: {
      label: t(`${purpose}.action`),
      url: address(to, CODE_PAGES[purpose]),
    },
    closing: t(`${purpose}.stranger`),
  })
}

export async function sendEmailChangedLetter(to: Addressee, email: string): Promise<void> {
  const t = translatorOf(to)
  await send(to, 'emailChanged', {
    subject: t('emailChanged.subject'),
    paragraphs: [t('emailChanged.intro', { username: to.username, email })],
    closing: t('emailChanged.stranger'),
  })
}

export async function sendResetLetter(to: Addressee, token: string): Promise<void> {
  const t = translatorOf(to)
  await send(to, 'passwordReset', {
    subject: t('passwordReset.subject'),
    paragraphs: [t('passwordReset.intro', { username: to.username })],
    action: { label: t('passwordReset.action'), url: address(to, `/reset-password?token=${token}`) },
    closing: t('passwordReset.stranger'),
  })
}

export async function sendPasswordChangedLetter(to: Addressee, at: Date): Promise<void> {
  const t = translatorOf(to)
  const { locale, timeZone, username } = to
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone })
  await send(to, 'passwordChanged', {
    subject: t('passwordChanged.subject'),
    paragraphs: [t('passwordChanged.intro', { username, date: moment.format(at) })],
    action: { label: t('passwordChanged.action'), url: address(to, '/settings/security') },
    closing: t('passwordChanged.stranger'),
  })
}

export async function sendIdentityLinkedLetter(to: Addressee, identity: IdentityProvider): Promise<void> {
  const t = translatorOf(to)
  const provider = PROVIDER_NAMES[identity]
  await send(to, 'identityLinked', {
    subject: t('identityLinked.subject', { provider }),
    paragraphs: [t('identityLinked.intro', { username: to.username, provider })],
    action: { label: t('identityLinked.action'), url: address(to, '/settings/security') },
    closing: t('identityLinked.stranger'),
  })
}

export async function sendApprovedLetter(to: Addressee): Promise<void> {
  const t = translatorOf(to)
  await send(to, 'instructorApproved', {
    subject: t('instructorApproved.subject'),
    paragraphs: [t('instructorApproved.intro')],
    action: { label: t('instructorApproved.action'), url: address(to, '/') },
  })
}

export async function sendReturnedLetter(to: Addressee, reason: string): Promise<void> {
  const t = translatorOf(to)
  await send(to, 'instructorReturned', {
    subject: t('instructorReturned.subject'),
    paragraphs: [t('instructorReturned.intro'), reason, t('instructorReturned.next')],
    action: { label: t('instructorReturned.action'), url: address(to, '/settings/account') },
  })
}

export async function sendSuspendedLetter(to: Addressee, reason: string): Promise<void> {
  const t = translatorOf(to)
  await send(to, 'accountSuspended', {
    subject: t('accountSuspended.subject'),
    paragraphs: [t('accountSuspended.intro', { username: to.username }), reason, t('accountSuspended.next')],
  })
}

/** The last one: it belongs to no account any more. */
export async function sendFarewellLetter(to: Addressee): Promise<void> {
  const t = translatorOf(to)
  await send(to, 'accountErased', {
    subject: t('accountErased.subject'),
    paragraphs: [t('accountErased.intro', { username: to.username }), t('accountErased.next')],
    closing: t('accountErased.stranger'),
  })
}

type Body = {
  subject: string
  paragraphs: string[]
  code?: string
  action?: { label: string; url: string }
  /** What to do when one knows nothing of the matter. */
  closing?: string
}

async function send(to: Addressee, template: string, { closing, ...body }: Body): Promise<void> {
  const t = translatorOf(to)
  const footer = t('letter.footer', { academy: t('letter.academy'), url: env().APP_URL })
  const rendered = renderMail({
    ...body,
    heading: t('letter.greeting', { name: to.fullName }),
    footer: [closing, footer].filter(Boolean).join(' '),
    locale: localeOf(to),
  })
  await sendMail({ to: to.email, template, ...rendered, kind: 'account' })
}

function localeOf({ locale }: Addressee): Locale {
  return hasLocale(routing.locales, locale) ? locale : routing.defaultLocale
}

function translatorOf(to: Addressee) {
  const locale = localeOf(to)
  return createTranslator({ locale, messages: messagesOf[locale], namespace: 'mail', timeZone: to.timeZone })
}

/** Links in letters carry the person's language, and come from APP_URL alone. */
function address(to: Addressee, path: string): string {
  const locale = localeOf(to)
  return `${env().APP_URL}${locale === routing.defaultLocale ? '' : `/${locale}`}${path}`
}
