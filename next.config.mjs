import { fileURLToPath } from 'node:url'
import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin('./i18n/request.ts')

/**
 * What is the same for every request (script policy, cache headers, compression, locale) is not set here but in
 * server.mjs: `headers()` and `rewrites()` cost up to a fifth of the throughput. See docs/decisions/010-kept-pages.md.
 *
 * @type {import('next').NextConfig}
 */
const config = {
  cacheHandler: fileURLToPath(new URL('./lib/platform/cache-handler.mjs', import.meta.url)),
  // The handler's own shelf is bounded by bytes; Next need not keep pages a second time.
  cacheMaxMemorySize: 0,
  // The cache handler gives every kept page its ETag once; Next would hash the whole page again on every request.
  generateEtags: false,
  compress: false,
  poweredByHeader: false,
  // Pictures are cut and encoded when they are uploaded. Next's own service would do it for whoever asks, and fill the disk.
  images: { unoptimized: true },
  serverExternalPackages: [
    'mongoose',
    'mongodb',
    '@node-rs/argon2',
    'sharp',
    'pino',
    'nodemailer',
    '@techelevate/embedded-mongo',
    // Both read files that stand beside them: a WebAssembly module, metrics of fonts.
    'harfbuzzjs',
    'pdfkit',
    'jsonld',
  ],
  // Types are checked once, by `npm run check`.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    authInterrupts: true,
    globalNotFound: true,
    // Kept pages live in memory, bounded by bytes. On disk any unknown address could grow them without limit.
    isrFlushToDisk: false,
    // How long the browser's router shows a kept page again without asking; asking costs next to nothing.
    staleTimes: { static: 60 },
  },
}

export default withNextIntl(config)
