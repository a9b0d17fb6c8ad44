import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { Category } from '@/models/category'
import { toCategoryName, type CategoryName } from '../dto'

/** Far above how many shelves an academy has. */
const CATEGORIES_MAX = 500

/** Every shelf in its order, to choose from; for everybody. */
export async function listCategories(_viewer: Viewer): Promise<CategoryName[]> {
  const rows = await Category.find({})
    .sort({ order: 1, name: 1 })
    .limit(CATEGORIES_MAX)
    .select('name slug hue')
    .lean()
  return rows.map(toCategoryName)
}
