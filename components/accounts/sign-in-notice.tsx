import { getMessages } from 'next-intl/server'
import { getTranslations } from '@/i18n/texts'
import { Notice } from '@/components/ui/notice'

interface SignInNoticeProps {
  /** A reason of ours (`account.…`) or one of NextAuth's words. */
  error?: string | string[]
  done?: string | string[]
}

/** What brought the person here: a password just set, or a provider that did not work out. */
export async function SignInNotice({ error, done }: SignInNoticeProps) {
  if (done === 'password') {
    const t = await getTranslations('accounts.signIn')
    return (
      <Notice tone="success" role="status" className="mb-6">
        {t('passwordDone')}
      </Notice>
    )
  }
  if (typeof error !== 'string') return null
  return (
    <Notice tone="danger" role="alert" className="mb-6">
      {await textOf(error)}
    </Notice>
  )
}

/** Only sentences of the catalogue are shown: the address bar must not be able to put words into our mouth. */
async function textOf(error: string): Promise<string> {
  const [{ errors }, t] = await Promise.all([getMessages(), getTranslations('accounts.providers')])
  const reasons: Readonly<Record<string, string>> = errors.account
  const name = error.startsWith('account.') ? error.slice('account.'.length) : ''
  return Object.hasOwn(reasons, name) ? (reasons[name] ?? t('failed')) : t('failed')
}
