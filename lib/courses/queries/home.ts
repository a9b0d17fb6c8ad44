import 'server-only'
import type { PipelineStage } from 'mongoose'
import { now } from '@/lib/platform/clock'
import { keysetSort, type SortField } from '@/lib/platform/db/keyset'
import { getOwnProfile } from '@/lib/accounts/queries'
import { isMember, type Viewer } from '@/lib/platform/auth/viewer'
import { Course } from '@/models/course'
import type { LanguageShelf } from '../catalogue-dto'
import { toCourseCard, type CardRow, type CategoryShelf, type CourseCard } from '../dto'
import { MOST_LEARNERS, NEWEST } from './catalogue'
import { readSetsAndShelves } from './sets'
import { COURSE_CARD_STAGES } from './stages'

export type HomeShelves = {
  featured: CourseCard[]
  newest: CourseCard[]
  popular: CourseCard[]
  categories: CategoryShelf[]
  /** The languages that are taught in, those with most courses first. */
  languages: LanguageShelf[]
}

const FEATURED: SortField[] = [
  { path: 'featuredAt', direction: -1 },
  { path: '_id', direction: -1 },
]
const LISTED = { isListed: true } as const
const READER_LANGUAGES_MAX = 6

/** What the home page shows: a few courses of each kind, every category and every language. */
export async function getHomeShelves(_viewer: Viewer, { size }: { size: number }): Promise<HomeShelves> {
  const [featured, newest, popular, shelves] = await Promise.all([
    readShelf({ ...LISTED, featuredAt: { $gt: new Date(0) } }, FEATURED, size),
    readShelf(LISTED, NEWEST, size),
    readShelf({ ...LISTED, enrollmentCount: { $gt: 0 } }, MOST_LEARNERS, size),
    readSetsAndShelves([]),
  ])
  const { categories, languages } = shelves
  return { featured, newest, popular, categories, languages }
}

/**
 * New courses in the reader's languages: a member's are those of their profile, a visitor's those their browser asks
 * for. Where these fill no shelf, new courses of any language follow.
 */
export async function listCoursesForReader(
  viewer: Viewer,
  { browserLanguages, size }: { browserLanguages: readonly string[]; size: number },
): Promise<CourseCard[]> {
  const own = isMember(viewer) ? await languagesOf(viewer) : []
  const languages = own.length > 0 ? own : browserLanguages
  const others = languages
    .slice(0, READER_LANGUAGES_MAX)
    .map((language) => shelf({ ...LISTED, language }, NEWEST, size))
  const [first, ...rest] = [...others, shelf(LISTED, NEWEST, size + READER_LANGUAGES_MAX * size)]
  const rows = await Course.aggregate<CardRow>([
    ...(first ?? []),
    ...rest.map((pipeline) => ({ $unionWith: { coll: 'courses', pipeline } })),
    ...COURSE_CARD_STAGES,
  ])
  const courses = rows.map((row) => toCourseCard(row, now()))
  return courses.filter(({ id }, place) => courses.findIndex((one) => one.id === id) === place).slice(0, size)
}

/** What they speak, learn and teach, in this order. */
async function languagesOf(viewer: Viewer): Promise<string[]> {
  const { nativeLanguages, learning, teachingLanguages } = await getOwnProfile(viewer)
  return [...new Set([...nativeLanguages, ...learning.map(({ language }) => language), ...teachingLanguages])]
}

async function readShelf(
  filter: Record<string, unknown>,
  sort: SortField[],
  size: number,
): Promise<CourseCard[]> {
  const rows = await Course.aggregate<CardRow>([...shelf(filter, sort, size), ...COURSE_CARD_STAGES])
  return rows.map((row) => toCourseCard(row, now()))
}

function shelf(
  filter: Record<string, unknown>,
  sort: SortField[],
  size: number,
): PipelineStage.FacetPipelineStage[] {
  return [{ $match: filter }, { $sort: keysetSort(sort) }, { $limit: size }]
}
