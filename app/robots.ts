import type { MetadataRoute } from 'next'
import { env } from '@/lib/platform/env'

/** The academy's address is only known where it runs. */
export const dynamic = 'force-dynamic'

/** What belongs to a person or a machine is not for search engines; their pages say so themselves, too. */
const PRIVATE = [
  '/api/',
  '/admin',
  '/dashboard',
  '/learn/',
  '/settings',
  '/join',
  '/verify-email',
  '/forgot-password',
  '/reset-password',
  '/notifications',
  '/unsubscribe',
]

export default function robots(): MetadataRoute.Robots {
  return {
    rules: { userAgent: '*', allow: '/', disallow: PRIVATE },
    sitemap: `${env().APP_URL}/sitemap.xml`,
  }
}
