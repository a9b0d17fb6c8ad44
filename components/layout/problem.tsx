import { useTranslations } from '@/i18n/texts'
import { buttonClass } from '@/components/ui/button-class'
import { LinkButton } from '@/components/ui/link-button'
import { ErrorState } from './error-state'

const CODES = { notFound: '404', lessonNotFound: '404', forbidden: '403', unauthorized: '401' } as const

export type ProblemName = keyof typeof CODES

/** Nothing to see under this address, and the ways on. */
export function Problem({ name }: { name: ProblemName }) {
  const t = useTranslations('problems')
  return (
    <ErrorState
      code={CODES[name]}
      title={t(`${name}.title`)}
      actions={
        <>
          {name === 'unauthorized' ? (
            <LinkButton href="/login" variant="primary" prefetch={false}>
              {t('ways.signIn')}
            </LinkButton>
          ) : name === 'lessonNotFound' ? (
            // The course's home stands above its lessons, whichever it is: this page is kept for all of them.
            <a href="." className={buttonClass({ variant: 'primary' })}>
              {t('ways.course')}
            </a>
          ) : (
            <LinkButton href="/courses" variant="primary">
              {t('ways.courses')}
            </LinkButton>
          )}
          <LinkButton href="/" variant="secondary">
            {t('ways.home')}
          </LinkButton>
        </>
      }
    >
      {t(`${name}.text`)}
    </ErrorState>
  )
}
