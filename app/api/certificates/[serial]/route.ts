import { getCertificateOperation } from '@/lib/certificates/api'
import { getCertificate } from '@/lib/certificates/queries'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

export const GET = route(getCertificateOperation, (viewer, { params }) => getCertificate(viewer, params))
