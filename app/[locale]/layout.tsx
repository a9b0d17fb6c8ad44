import type { ReactNode } from 'react'
import type { Metadata } from 'next'
import { hasLocale } from 'next-intl'
import { getTranslations } from '@/i18n/texts'
import { notFound } from 'next/navigation'
import { fontClass } from '@/components/layout/fonts'
import { SoftLinks } from '@/components/layout/soft-links'
import { routing } from '@/i18n/routing'
import { env } from '@/lib/platform/env'
import '../globals.css'

/**
 * The same for everybody, so that the pages below can be kept: no cookie and no header is read here. The person's
 * theme arrives as `data-theme` on <html>, which server.mjs writes from the `theme` cookie (no attribute: the device's).
 */
export default async function RootLayout({
  children,
  params,
}: {
  children: ReactNode
  params: Promise<{ locale: string }>
}) {
  const { locale } = await params
  if (!hasLocale(routing.locales, locale)) notFound()
  return (
    <html lang={locale} className={fontClass} suppressHydrationWarning>
      <body>
        {children}
        <SoftLinks />
      </body>
    </html>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('site')
  return {
    metadataBase: new URL(env().APP_URL),
    title: { default: t('name'), template: `%s · ${t('name')}` },
    description: t('tagline'),
  }
}
