import { descending, intersection, isIn, sizeOf, union, type NumberSet } from '@/lib/utils/number-set'
import { EXACT_COUNT_LIMIT, LEARNER_STEPS, type FilterName } from '../constants'
import type { CatalogueQuery } from '../schema'
import { beginningKey, queryWordsOf, WORD_PLACES, wholeWordKey, type QueryWord } from '../search-terms'
import { EVERYTHING, filterKey } from './keys'

/** What must hold of a course, each by one of several keys; `name` is the filter's in the address. */
export type Narrowing = { name: FilterName; keys: string[] }
export type Wanted = { words: QueryWord[]; narrowings: Narrowing[]; isNothing: boolean }
export type Sets = ReadonlyMap<string, NumberSet>
/** Courses that fit a search alike, and how well. */
export type Rank = { rank: number; numbers: number[] }

/** What a query asks for, as keys of sets. A search without any word finds nothing. */
export function wantedOf(query: CatalogueQuery): Wanted {
  const words = query.q === undefined ? [] : queryWordsOf(query.q, query.language?.[0] ?? 'en')
  const given: [FilterName, string[] | undefined][] = [
    ['category', query.category?.map(filterKey.category)],
    ['tag', query.tag?.map(filterKey.tag)],
    ['level', query.level?.map(filterKey.level)],
    ['language', query.language?.map(filterKey.language)],
    ['price', query.price && [filterKey.price(query.price)]],
    ['rating', query.rating && [filterKey.rating(query.rating)]],
    ['duration', query.duration?.map(filterKey.duration)],
    ['run', query.run && [filterKey.run(query.run)]],
  ]
  const narrowings = given.flatMap(([name, keys]) => (keys === undefined ? [] : [{ name, keys }]))
  return { words, narrowings, isNothing: query.q !== undefined && words.length === 0 }
}

/** Every set that is needed to answer. */
export function keysWanted({ words, narrowings }: Wanted): string[] {
  const ofWords = words.flatMap(({ word, parts }) =>
    WORD_PLACES.flatMap((place) => [
      wholeWordKey(place, word),
      ...parts.map((part) => beginningKey(place, part)),
    ]),
  )
  const learners = words.length > 0 ? LEARNER_STEPS.map(filterKey.learners) : []
  return [...new Set([EVERYTHING, ...narrowings.flatMap(({ keys }) => keys), ...ofWords, ...learners])]
}

/** The courses in which all of this holds; with `without`, all but one filter or one word of it. */
export function coursesFitting(wanted: Wanted, sets: Sets, without?: FilterName | QueryWord): NumberSet {
  if (wanted.isNothing) return new Map()
  return intersection([
    sets.get(EVERYTHING) ?? new Map(),
    ...wanted.narrowings
      .filter(({ name }) => name !== without)
      .map(({ keys }) => union(keys.flatMap((key) => sets.get(key) ?? []))),
    ...wanted.words.filter((word) => word !== without).map((word) => union(placesOf(word, sets))),
  ])
}

/** Where a word stands at the beginning of one: in the title, in the subject, in the subtitle. */
function placesOf({ parts }: QueryWord, sets: Sets): NumberSet[] {
  return WORD_PLACES.map((place) =>
    intersection(parts.map((part) => sets.get(beginningKey(place, part)) ?? new Map())),
  )
}

/**
 * The best of what fits, best first, as many as are listed. A word in the title counts more than one among tags,
 * category and teacher, and that more than one in the subtitle; in each place the whole word counts more than its
 * beginning. Among those alike the steps of learners decide, and of what is left alike the later course comes first.
 */
export function ranked(fitting: NumberSet, { words }: Wanted, sets: Sets): Rank[] {
  const graded = words.map((word) => {
    const beginnings = placesOf(word, sets)
    return WORD_PLACES.flatMap((place, index) => [
      sets.get(wholeWordKey(place, word.word)) ?? new Map(),
      beginnings[index] ?? new Map(),
    ])
  })
  const steps = LEARNER_STEPS.map((step) => sets.get(filterKey.learners(step)) ?? new Map())
  const byRank = new Map<number, number[]>()
  for (const number of descending(fitting)) {
    let rank = 0
    for (const grades of graded) rank += gradeOf(number, grades)
    rank = rank * (steps.length + 1) + gradeOf(number, steps)
    const alike = byRank.get(rank)
    if (alike === undefined) byRank.set(rank, [number])
    else alike.push(number)
  }
  return best([...byRank].sort(([a], [b]) => b - a))
}

/** The first set counts most; in none of them: nothing. */
function gradeOf(number: number, sets: NumberSet[]): number {
  const place = sets.findIndex((set) => isIn(set, number))
  return place < 0 ? 0 : sets.length - place
}

function best(ranks: [number, number[]][]): Rank[] {
  let room = EXACT_COUNT_LIMIT
  return ranks.flatMap(([rank, numbers]) => {
    const some = numbers.slice(0, room)
    room -= some.length
    return some.length === 0 ? [] : [{ rank, numbers: some }]
  })
}

/** How many there would be without one filter, or without one word: what is suggested where nothing fits. */
export function waysOut(wanted: Wanted, sets: Sets): { without: FilterName | QueryWord; count: number }[] {
  const parts = [
    ...wanted.narrowings.map(({ name }) => name),
    ...(wanted.words.length > 1 ? wanted.words : []),
  ]
  return parts
    .map((without) => ({ without, count: sizeOf(coursesFitting(wanted, sets, without)) }))
    .filter(({ count }) => count > 0)
}
