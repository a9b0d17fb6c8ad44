import 'server-only'
import type { PipelineStage } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { Course } from '@/models/course'
import type { Suggestions } from '../catalogue-dto'
import { toCourseCard, type CardRow } from '../dto'
import { waysOut, type Sets, type Wanted } from '../listing/find'
import { withoutFilter, type CatalogueQuery } from '../schema'
import { nearestWord } from '../nearest-word'
import { beginningKey, WORD_PLACES, wholeWordKey, type QueryWord } from '../search-terms'
import { COURSE_CARD_STAGES } from './stages'

type Nothing = { wanted: Wanted; sets: Sets }
type WordRow = { key: string; size: number }

const POPULAR_COUNT = 3
const WORDS_COMPARED = 400
const WAYS_OUT_MAX = 4

/** What to do where nothing fits, in one round trip. */
export async function suggest(
  _viewer: Viewer,
  query: CatalogueQuery,
  { wanted, sets }: Nothing,
): Promise<Suggestions> {
  const unknown = wanted.words.filter((word) => isUnknown(word, sets))
  const rows = await Course.aggregate<CardRow | WordRow>([
    { $match: { isListed: true } },
    { $sort: { enrollmentCount: -1, _id: -1 } },
    { $limit: POPULAR_COUNT },
    ...COURSE_CARD_STAGES,
    ...unknown.map(({ word }) => ({ $unionWith: { coll: 'courseSets', pipeline: wordsLike(word) } })),
  ])
  const known = rows.flatMap((row) => ('key' in row ? [row] : []))
  return {
    waysOut: waysOut(wanted, sets)
      .sort((a, b) => b.count - a.count)
      .slice(0, WAYS_OUT_MAX)
      .map(({ without, count }) => ({
        ...(typeof without === 'string'
          ? { query: withoutFilter(query, without), without: { filter: without } }
          : { query: { ...query, q: wordsWithout(wanted, without) }, without: { word: without.word } }),
        count,
      })),
    similar: similarOf(query, wanted, { unknown, known }),
    popular: rows.flatMap((row) => ('key' in row ? [] : [toCourseCard(row, now())])),
  }
}

function isUnknown({ parts }: QueryWord, sets: Sets): boolean {
  return WORD_PLACES.every((place) => parts.some((part) => !sets.has(beginningKey(place, part))))
}

function wordsWithout({ words }: Wanted, without: QueryWord): string {
  return words.flatMap((one) => (one === without ? [] : [one.word])).join(' ')
}

/** Whole words of titles and subjects that begin with the same two letters, or would if the second were not wrong. */
function wordsLike(word: string): PipelineStage.FacetPipelineStage[] {
  const [first = '', second = '', third = second] = word
  const ranges = WORD_PLACES.slice(0, 2).flatMap((place) =>
    [first + second, first + third].map((beginning) => {
      const from = wholeWordKey(place, beginning)
      return { key: { $gte: from, $lt: `${from}\uffff` } }
    }),
  )
  return [{ $match: { $or: ranges } }, { $limit: WORDS_COMPARED }, { $project: { _id: 0, key: 1, size: 1 } }]
}

function similarOf(
  query: CatalogueQuery,
  { words }: Wanted,
  { unknown, known }: { unknown: QueryWord[]; known: WordRow[] },
): Suggestions['similar'] {
  const candidates = known.map(({ key, size }) => ({ word: key.split('/')[2] ?? '', size }))
  const better = new Map(unknown.map(({ word }) => [word, nearestWord(word, candidates)]))
  if (better.size === 0 || [...better.values()].includes(null)) return null
  const said = words.map(({ word }) => better.get(word) ?? word).join(' ')
  return { query: { ...query, q: said, sort: undefined, cursor: undefined }, words: said }
}
