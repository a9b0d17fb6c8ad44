import 'server-only'
import type { Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { changed } from '@/lib/platform/cache'
import { inMakingTransaction } from '@/lib/platform/db/transaction'
import { forbidden } from '@/lib/platform/errors'
import { emit } from '@/lib/platform/jobs/events'
import { slugOf } from '@/lib/utils/slug'
import { Category } from '@/models/category'
import { categoryRenamed } from '../events'
import { canPublishCourse } from '../policy'

export type CategoryKey = { id: Types.ObjectId; slug: string; name: string }

/** A category by its name or slug; made when it is missing and the viewer may, else null. */
export async function ensureCategory(
  viewer: Viewer,
  { name, mayCreate }: { name: string; mayCreate: boolean },
): Promise<CategoryKey | null> {
  const slug = slugOf(name)
  const found = await Category.findOne({
    $or: [{ slug: name }, { name }, ...(slug === '' ? [] : [{ slug }])],
  }).lean()
  if (found !== null) return { id: found._id, slug: found.slug, name: found.name }
  if (!mayCreate || slug === '') return null
  return saveCategory(viewer, { name, slug, description: '', order: 100 })
}

/** Adds a category, or changes the one with this slug. */
export async function saveCategory(
  viewer: Viewer,
  { slug, ...fields }: { slug: string; name: string; description: string; order: number; hue?: number },
): Promise<CategoryKey> {
  if (!canPublishCourse(viewer)) throw forbidden()
  return inMakingTransaction(async () => {
    const before = await Category.findOne({ slug }).select({ name: 1 }).lean()
    const row = await Category.findOneAndUpdate(
      { slug },
      { $set: fields },
      { upsert: true, returnDocument: 'after' },
    ).lean()
    await changed('catalogue', 'home', `category:${slug}`)
    if (before !== null && before.name !== row.name)
      await emit(categoryRenamed, { categoryId: row._id.toHexString() })
    return { id: row._id, slug, name: row.name }
  })
}
