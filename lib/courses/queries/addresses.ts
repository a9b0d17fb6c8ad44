import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { Category } from '@/models/category'
import { Course } from '@/models/course'
import { IN_CATALOGUE } from '../policy'

/** For the sitemap: where a public thing is found, and when it last changed. */
export type PublicAddress = { slug: string; changedAt: Date }

export function countCourseAddresses(_viewer: Viewer): Promise<number> {
  return Course.countDocuments(IN_CATALOGUE)
}

/** A page of the published courses, newest first. Machines read it now and then, so it may skip what stands before. */
export async function listCourseAddresses(
  _viewer: Viewer,
  { page, size }: { page: number; size: number },
): Promise<PublicAddress[]> {
  const rows = await Course.find(IN_CATALOGUE)
    .sort({ publishedAt: -1, _id: -1 })
    .skip(page * size)
    .limit(size)
    .select('slug updatedAt')
    .lean()
  return rows.map(({ slug, updatedAt }) => ({ slug, changedAt: updatedAt }))
}

/** All shelves: a few dozen at most. */
export async function listCategoryAddresses(_viewer: Viewer): Promise<PublicAddress[]> {
  const rows = await Category.find({}).sort({ order: 1, name: 1 }).limit(500).select('slug updatedAt').lean()
  return rows.map(({ slug, updatedAt }) => ({ slug, changedAt: updatedAt }))
}
