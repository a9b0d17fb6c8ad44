import { listCategoryAddresses, listCourseAddresses } from '@/lib/courses/queries/addresses'
import { getSitemapOperation } from '@/lib/operations/api'
import { listInstructorAddresses } from '@/lib/people/queries'
import { visitor } from '@/lib/platform/auth/viewer'
import { notFound } from '@/lib/platform/errors'
import { route } from '@/lib/platform/http/route'
import { ADDRESSES_PER_SITEMAP, type Address, sitemap, xmlResponse } from '../xml'

export const dynamic = 'force-dynamic'

const PAGES = ['/', '/courses', '/instructors', '/legal/privacy', '/legal/terms', '/docs/api']

export const GET = route(getSitemapOperation, async (_viewer, { params: { name } }) => {
  const addresses = await addressesOf(name.replace('.xml', ''))
  if (addresses.length === 0) throw notFound('There is no such sitemap.')
  return xmlResponse(sitemap(addresses))
})

async function addressesOf(name: string): Promise<Address[]> {
  const [kind, page] = name.split('-')
  const slice = { page: Number(page), size: ADDRESSES_PER_SITEMAP }
  if (kind === 'courses') {
    const courses = await listCourseAddresses(visitor(), slice)
    return courses.map(({ slug, changedAt }) => ({ path: `/courses/${slug}`, changedAt }))
  }
  if (kind === 'instructors') {
    const people = await listInstructorAddresses(visitor(), slice)
    return people.map(({ username, changedAt }) => ({ path: `/u/${username}`, changedAt }))
  }
  const categories = await listCategoryAddresses(visitor())
  return [
    ...PAGES.map((path) => ({ path })),
    ...categories.map(({ slug, changedAt }) => ({ path: `/courses/category/${slug}`, changedAt })),
  ]
}
