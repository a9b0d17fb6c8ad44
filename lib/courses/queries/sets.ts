import 'server-only'
import type { PipelineStage, Types } from 'mongoose'
import { unpackBlock, type NumberSet } from '@/lib/utils/number-set'
import { CourseSet } from '@/models/course-set'
import { COURSE_LANGUAGES, type SortValue } from '../constants'
import type { LanguageShelf } from '../catalogue-dto'
import { toCategoryName, type CategoryShelf } from '../dto'
import { bytesOf } from '../listing/bytes'
import type { Sets } from '../listing/find'
import { filterKey } from '../listing/keys'
import { knownVersions, valuesWith } from '../listing/known-values'
import { unpackSortRow, type SortValues } from '../listing/sort-values'

type ShelfRow = { _id: Types.ObjectId; name: string; slug: string; description: string; hue?: number }
type SetRow = { key: string; block: number; members?: unknown; size: number }
type ValueRow = { row: number; version: unknown; values: unknown }

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

/**
 * The sets of these keys, the values of one kind to put courses in order by, and what one can choose from: categories and
 * the languages of courses. In one round trip.
 */
export async function readSetsAndShelves(
  keys: readonly string[],
  value: SortValue | null = null,
): Promise<{ sets: Sets; values: SortValues; categories: CategoryShelf[]; languages: LanguageShelf[] }> {
  const rows = await CourseSet.aggregate<SetRow | ValueRow | ShelfRow>([
    { $match: { key: { $in: [...new Set([...keys, ...LANGUAGE_OF_KEY.keys()])] } } },
    {
      $project: {
        key: 1,
        block: 1,
        size: 1,
        members: { $cond: [{ $in: ['$key', keys] }, '$members', '$$REMOVE'] },
      },
    },
    ...(value === null ? [] : [changedValues(value)]),
    { $unionWith: { coll: 'categories', pipeline: SHELVES } },
  ])
  const setRows = rows.flatMap((row) => ('key' in row ? [row] : []))
  const read = rows.flatMap((row) =>
    'values' in row ? [{ ...row, values: unpackSortRow(bytesOf(row.values)) }] : [],
  )
  return {
    sets: toSets(setRows),
    values: value === null ? new Uint32Array() : valuesWith(value, read),
    categories: rows.flatMap((row) => ('slug' in row ? [toShelf(row)] : [])),
    languages: toLanguages(setRows),
  }
}

/**
 * The rows of values that this process does not hold as they are now. Version by version, because the embedded database
 * finds the gaps between them in its index, and reads no row to see that it is known.
 */
function changedValues(value: SortValue): PipelineStage.UnionWith {
  const unknown = knownVersions(value).map((version) => ({ version: { $ne: version } }))
  const pipeline = [{ $match: { value, ...(unknown.length > 0 && { $and: unknown }) } }]
  return { $unionWith: { coll: 'courseSortRows', pipeline } }
}

function toSets(rows: SetRow[]): Sets {
  const sets = new Map<string, NumberSet>()
  for (const { key, block, members } of rows) {
    if (members === undefined) continue
    const set: NumberSet = sets.get(key) ?? new Map()
    sets.set(key, set.set(block, unpackBlock(bytesOf(members))))
  }
  return sets
}

function toLanguages(rows: SetRow[]): LanguageShelf[] {
  const counts = new Map<string, number>()
  for (const { key, size } of rows) {
    const language = LANGUAGE_OF_KEY.get(key)
    if (language !== undefined) counts.set(language, (counts.get(language) ?? 0) + size)
  }
  const languages = [...counts].map(([language, count]) => ({ language, count }))
  return languages.sort((a, b) => b.count - a.count || a.language.localeCompare(b.language))
}
