'use client'

import { problemTexts } from '@/i18n/problem-texts'
import { routing } from '@/i18n/routing'
import { buttonClass } from '@/components/ui/button-class'
import { ErrorState } from '@/components/layout/error-state'
import type { ErrorScreenProps } from '@/components/layout/error-screen'
import './globals.css'

/** When even the root layout failed: a document of its own, in the default locale. */
export default function GlobalError({ retry }: ErrorScreenProps) {
  const locale = routing.defaultLocale
  const texts = problemTexts[locale]
  return (
    <html lang={locale}>
      <body>
        <title>{texts.error.title}</title>
        <main>
          <ErrorState
            title={texts.error.title}
            actions={
              <button type="button" onClick={retry} className={buttonClass({ variant: 'primary' })}>
                {texts.error.tryAgain}
              </button>
            }
          >
            {texts.error.text}
          </ErrorState>
        </main>
      </body>
    </html>
  )
}
