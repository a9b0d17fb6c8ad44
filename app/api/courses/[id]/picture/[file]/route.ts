import { getTranslations } from 'next-intl/server'
import { routing } from '@/i18n/routing'
import { getCoursePictureOperation } from '@/lib/courses/api'
import { getCoursePicture } from '@/lib/courses/commands/picture'
import { visitor } from '@/lib/platform/auth/viewer'
import { route } from '@/lib/platform/http/route'
import { storage } from '@/lib/platform/storage/port'
import { serveFile } from '@/lib/platform/storage/serve'

/**
 * What other sites show of a link to a course; the address names what the picture shows and never changes. The answer
 * may be kept by anybody, so it is what anybody may see, whoever asks.
 */
export const GET = route(
  getCoursePictureOperation,
  async (_viewer, { params: { id: slug, file: version }, request }) => {
    const t = await getTranslations({ locale: routing.defaultLocale, namespace: 'site' })
    const picture = await getCoursePicture(visitor(), { slug, version, academy: t('name') })
    if ('isAt' in picture)
      return new Response(null, {
        status: 302,
        headers: { location: picture.isAt, 'cache-control': 'public, max-age=300' },
      })
    const response = await serveFile({ storage: storage(), file: picture.file }, request, {
      caching: 'immutable',
    })
    // Made to be shown elsewhere.
    response.headers.set('cross-origin-resource-policy', 'cross-origin')
    return response
  },
)
