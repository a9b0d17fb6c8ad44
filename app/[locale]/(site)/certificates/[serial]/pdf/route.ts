import { prepareCertificatePdf } from '@/lib/certificates/commands/pdf'
import { getCertificatePdfOperation } from '@/lib/certificates/api'
import { route } from '@/lib/platform/http/route'
import { storage } from '@/lib/platform/storage/port'
import { serveFile } from '@/lib/platform/storage/serve'

/** The certificate to print; drawn when it is first asked for. A browser asks anew: it may be revoked or reissued. */
export const GET = route(getCertificatePdfOperation, async (viewer, { params, request }) => {
  const file = await prepareCertificatePdf(viewer, params)
  return serveFile({ storage: storage(), file }, request, { caching: 'checked' })
})
