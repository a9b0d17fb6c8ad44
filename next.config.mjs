import { fileURLToPath } from 'node:url'
import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin('./i18n/request.ts')
const MEBIBYTE = 1024 * 1024

/**
 * What is the same for every request (script policy, cache headers, compression, locale) is not set here but in
 * server.mjs: `headers()` and `rewrites()` cost up to a fifth of the throughput. See docs/decisions/010-kept-pages.md.
 *
 * @type {import('next').NextConfig}
 */
const config = {
  cacheHandler: fileURLToPath(new URL('./lib/platform/cache-handler.mjs', import.meta.url)),
  cacheMaxMemorySize: 128 * MEBIBYTE,
  // The cache handler gives every kept page its ETag once; Next would hash the whole page again on every request.
  generateEtags: false,
  compress: false,
  poweredByHeader: false,
  serverExternalPackages: ['mongoose', 'mongodb', '@node-rs/argon2', 'sharp', 'pino', 'nodemailer', 'embedded-mongo'],
  typescript: { ignoreBuildErrors: true },
  experimental: {
    authInterrupts: true,
    globalNotFound: true,
    // Kept pages live in memory, bounded by bytes. On disk any unknown address could grow them without limit.
    isrFlushToDisk: false,
  },
}

export default withNextIntl(config)
