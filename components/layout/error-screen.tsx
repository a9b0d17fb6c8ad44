'use client'

import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { useLocale } from '#locale'
import { problemTexts } from '@/i18n/problem-texts'
import { ErrorState } from './error-state'

export interface ErrorScreenProps {
  error: unknown
  retry: () => void
}

/** Takes the place of what failed after a click; nothing else on the screen is lost. */
export function ErrorScreen({ error, retry }: ErrorScreenProps) {
  const texts = problemTexts[useLocale()]
  const reference = error instanceof Error && 'digest' in error ? String(error.digest ?? '') : ''
  return (
    <ErrorState
      title={texts.error.title}
      reference={reference ? texts.error.reference.replace('{reference}', reference) : undefined}
      actions={
        <>
          <Button variant="primary" onClick={retry}>
            {texts.error.tryAgain}
          </Button>
          <LinkButton href="/" variant="secondary">
            {texts.ways.home}
          </LinkButton>
        </>
      }
    >
      {texts.error.text}
    </ErrorState>
  )
}
