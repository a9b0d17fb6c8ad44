import { askSlugOperation } from '@/lib/courses/authoring-api'
import { isSlugFree } from '@/lib/courses/queries/slugs'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

export const GET = route(askSlugOperation, async (viewer, { query }) => ({
  isFree: await isSlugFree(viewer, query),
}))
