import { difference, intersection, isEmpty, sizeOf, union, type NumberSet } from '@/lib/utils/number-set'
import { LEARNER_STEPS, type CatalogueSort, type FilterName } from '../constants'
import type { CatalogueQuery } from '../schema'
import { beginningKey, queryWordsOf, WORD_PLACES, wholeWordKey, type QueryWord } from '../search-terms'
import { EVERYTHING, filterKey } from './keys'

/** What must hold of a course, each by one of several keys; `name` is the filter's in the address. */
export type Narrowing = { name: FilterName; keys: string[] }
export type Wanted = { words: QueryWord[]; narrowings: Narrowing[]; isNothing: boolean }
export type Sets = ReadonlyMap<string, NumberSet>
/** Courses that fit a search alike, and how well. */
export type Rank = { rank: number; numbers: NumberSet }

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

/** Every set that is needed to answer; whole words and learners only tell which course fits best. */
export function keysWanted({ words, narrowings }: Wanted, sort: CatalogueSort): string[] {
  const isBest = sort === 'best'
  const ofWords = words.flatMap(({ word, parts }) =>
    WORD_PLACES.flatMap((place) => [
      ...(isBest ? [wholeWordKey(place, word)] : []),
      ...parts.map((part) => beginningKey(place, part)),
    ]),
  )
  const learners = isBest ? LEARNER_STEPS.map(filterKey.learners) : []
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
 * What fits, in classes of courses that fit alike, the best class first; each is made when it is asked for. A word in
 * the title counts more than one among tags, category and teacher, and that more than one in the subtitle; in each place
 * the whole word counts more than its beginning. Among those alike the steps of learners decide.
 */
export function* ranked(fitting: NumberSet, { words }: Wanted, sets: Sets): Generator<Rank> {
  let byWords: NumberSet[] = [fitting]
  for (const word of words) {
    const beginnings = placesOf(word, sets)
    const grades = WORD_PLACES.flatMap((place, index) => [
      sets.get(wholeWordKey(place, word.word)) ?? new Map(),
      beginnings[index] ?? new Map(),
    ])
    byWords = graded(byWords, grades)
  }
  const steps = LEARNER_STEPS.map((step) => sets.get(filterKey.learners(step)) ?? new Map())
  for (const [rank, alike] of [...byWords.entries()].reverse()) {
    if (isEmpty(alike)) continue
    for (const [step, numbers] of [...graded([alike], steps).entries()].reverse())
      if (!isEmpty(numbers)) yield { rank: rank * (steps.length + 1) + step, numbers }
  }
}

/** Moves what is in the first of the grades up by as many places as there are grades, in the second by one less … */
function graded(byRank: readonly NumberSet[], grades: readonly NumberSet[]): NumberSet[] {
  const moved: NumberSet[][] = Array.from({ length: byRank.length + grades.length }, () => [])
  for (const [rank, set] of byRank.entries()) {
    let rest = set
    for (const [place, grade] of grades.entries()) {
      const found = intersection([rest, grade])
      if (isEmpty(found)) continue
      moved[rank + grades.length - place]?.push(found)
      rest = difference(rest, found)
    }
    moved[rank]?.push(rest)
  }
  return moved.map((sets) => (sets.length === 1 && sets[0] !== undefined ? sets[0] : union(sets)))
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
