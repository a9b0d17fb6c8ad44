import { getImportOperation } from '@/lib/courses/media-api'
import { getImport } from '@/lib/courses/queries/imports'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

/** How far an import is. */
export const GET = route(getImportOperation, (viewer, { params }) => getImport(viewer, params))
