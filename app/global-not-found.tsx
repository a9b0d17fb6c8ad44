import type { Metadata } from 'next'
import { ErrorState } from '@/components/layout/error-state'
import { fontClass } from '@/components/layout/fonts'
import { buttonClass } from '@/components/ui/button-class'
import { problemTexts } from '@/i18n/problem-texts'
import { routing } from '@/i18n/routing'
import './globals.css'

const locale = routing.defaultLocale
const texts = problemTexts[locale]

export const metadata: Metadata = { title: texts.notFound.title }

/** What Next itself sends where no route matches; people are shown app/…/problem/[name], which has the site around it. */
export default function GlobalNotFound() {
  return (
    <html lang={locale} className={fontClass}>
      <body>
        <main>
          <ErrorState
            code="404"
            title={texts.notFound.title}
            actions={
              // eslint-disable-next-line @next/next/no-html-link-for-pages -- no router stands around this document
              <a href="/" className={buttonClass({ variant: 'primary' })}>
                {texts.ways.home}
              </a>
            }
          >
            {texts.notFound.text}
          </ErrorState>
        </main>
      </body>
    </html>
  )
}
