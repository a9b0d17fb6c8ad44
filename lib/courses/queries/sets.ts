import 'server-only'
import type { PipelineStage, Types } from 'mongoose'
import { unpackBlock, type NumberSet } from '@/lib/utils/number-set'
import { CourseSet } from '@/models/course-set'
import { COURSE_LANGUAGES } from '../constants'
import type { LanguageShelf } from '../catalogue-dto'
import { toCategoryName, type CategoryShelf } from '../dto'
import { bytesOf } from '../listing/bytes'
import type { Sets } from '../listing/find'
import { filterKey } from '../listing/keys'

type ShelfRow = { _id: Types.ObjectId; name: string; slug: string; description: string; hue?: number }
type SetRow = { key: string; block: number; members?: unknown; size: number }

const SHELVES: PipelineStage.FacetPipelineStage[] = [
  { $sort: { order: 1, name: 1 } },
  { $project: { name: 1, slug: 1, description: 1, hue: 1 } },
]

function toShelf(row: ShelfRow): CategoryShelf {
  return { ...toCategoryName(row), id: row._id.toHexString(), description: row.description }
}

const LANGUAGE_OF_KEY = new Map<string, string>(
  COURSE_LANGUAGES.map((language) => [filterKey.language(language), language]),
)

/** The sets of these keys, and what one can choose from: categories and the languages of courses. In one round trip. */
export async function readSetsAndShelves(
  keys: readonly string[],
): Promise<{ sets: Sets; categories: CategoryShelf[]; languages: LanguageShelf[] }> {
  const rows = await CourseSet.aggregate<SetRow | ShelfRow>([
    { $match: { key: { $in: [...new Set([...keys, ...LANGUAGE_OF_KEY.keys()])] } } },
    {
      $project: {
        key: 1,
        block: 1,
        size: 1,
        members: { $cond: [{ $in: ['$key', keys] }, '$members', '$$REMOVE'] },
      },
    },
    { $unionWith: { coll: 'categories', pipeline: SHELVES } },
  ])
  const sets = new Map<string, NumberSet>()
  const counts = new Map<string, number>()
  for (const row of rows) {
    if (!('key' in row)) continue
    const language = LANGUAGE_OF_KEY.get(row.key)
    if (language !== undefined) counts.set(language, (counts.get(language) ?? 0) + row.size)
    if (row.members === undefined) continue
    const set: NumberSet = sets.get(row.key) ?? new Map()
    sets.set(row.key, set.set(row.block, unpackBlock(bytesOf(row.members))))
  }
  const languages = [...counts].map(([language, count]) => ({ language, count }))
  return {
    sets,
    categories: rows.flatMap((row) => ('slug' in row ? [toShelf(row)] : [])),
    languages: languages.sort((a, b) => b.count - a.count || a.language.localeCompare(b.language)),
  }
}
