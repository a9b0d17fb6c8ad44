import { countCourseAddresses } from '@/lib/courses/queries/addresses'
import { listSitemapsOperation } from '@/lib/operations/api'
import { countInstructorAddresses } from '@/lib/people/queries'
import { visitor } from '@/lib/platform/auth/viewer'
import { route } from '@/lib/platform/http/route'
import { ADDRESSES_PER_SITEMAP, sitemapIndex, xmlResponse } from '../sitemap/xml'

export const dynamic = 'force-dynamic'

/** The index: which sitemaps there are. What a machine may find is what a visitor may see. */
export const GET = route(listSitemapsOperation, async () => {
  const [courses, instructors] = await Promise.all([
    countCourseAddresses(visitor()),
    countInstructorAddresses(visitor()),
  ])
  return xmlResponse(
    sitemapIndex(['pages', ...namesOf('courses', courses), ...namesOf('instructors', instructors)]),
  )
})

function namesOf(kind: string, count: number): string[] {
  return Array.from({ length: Math.ceil(count / ADDRESSES_PER_SITEMAP) }, (_, page) => `${kind}-${page}`)
}
