import 'server-only'
import type { Types } from 'mongoose'
import { keysetFilter, keysetSort, toPage, type Page, type SortField } from '@/lib/platform/db/keyset'
import { forbidden } from '@/lib/platform/errors'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { descending, intersection, union, type NumberSet } from '@/lib/utils/number-set'
import { Course, type CourseFields } from '@/models/course'
import { EXACT_COUNT_LIMIT } from '../constants'
import { filterKey } from '../listing/keys'
import type { Sets } from '../listing/find'
import { canSeeAllCourses } from '../policy'
import type { AllCoursesQuery } from '../schema'
import { beginningKey, HIDDEN_PLACE, queryWordsOf, WORD_PLACES } from '../search-terms'
import { readSetsAndShelves } from './sets'
import { JOIN_CATEGORY_AND_INSTRUCTOR } from './stages'
import type { AdminCourse } from '../catalogue-dto'
import type { InstructorRow } from '../dto'

type Row = { _id: Types.ObjectId; instructorRow?: InstructorRow } & Pick<
  CourseFields,
  'slug' | 'title' | 'language' | 'status' | 'enrollmentCount' | 'createdAt' | 'featuredAt'
>

const ROWS_PER_PAGE = 50
const PLACES = [...WORD_PLACES, HIDDEN_PLACE] as const
const MADE_LAST: SortField[] = [
  { path: 'createdAt', direction: -1 },
  { path: '_id', direction: -1 },
]
const FIELDS = { slug: 1, title: 1, language: 1, status: 1, enrollmentCount: 1, createdAt: 1, featuredAt: 1 }

/** Every course whatever its status, made last first; a search names the thousand newest that fit. */
export async function listAllCourses(viewer: Viewer, query: AllCoursesQuery): Promise<Page<AdminCourse>> {
  if (viewer.kind !== 'system') requireMember(viewer)
  if (!canSeeAllCourses(viewer)) throw forbidden('Only an admin sees all courses.')
  const { q, status, cursor } = query
  const numbers = q === undefined ? null : await numbersOf(q, status)
  const rows = await Course.aggregate<Row>(
    [
      {
        $match: {
          ...(numbers !== null && { catalogueNumber: { $in: numbers } }),
          ...(status !== undefined && { status }),
          ...keysetFilter(MADE_LAST, cursor),
        },
      },
      { $sort: keysetSort(MADE_LAST) },
      { $limit: ROWS_PER_PAGE + 1 },
      { $project: { ...FIELDS, instructor: 1 } },
      ...JOIN_CATEGORY_AND_INSTRUCTOR,
    ],
    numbers === null ? {} : { hint: { catalogueNumber: 1 } },
  )
  return toPage(rows, { limit: ROWS_PER_PAGE, sort: MADE_LAST, toItem })
}

/** The words may stand anywhere, also in courses that are in no list. */
async function numbersOf(q: string, status: AllCoursesQuery['status']): Promise<number[]> {
  const words = queryWordsOf(q, 'en')
  const keys = words.flatMap(({ parts }) =>
    PLACES.flatMap((place) => parts.map((part) => beginningKey(place, part))),
  )
  const narrowing = status === undefined ? [] : [filterKey.status(status)]
  const { sets } = await readSetsAndShelves([...keys, ...narrowing])
  const fitting = intersection([
    ...words.map(({ parts }) => union(PLACES.map((place) => standing(sets, place, parts)))),
    ...narrowing.map((key) => sets.get(key) ?? new Map()),
  ])
  return words.length === 0 ? [] : descending(fitting, EXACT_COUNT_LIMIT)
}

function standing(sets: Sets, place: (typeof PLACES)[number], parts: string[]): NumberSet {
  return intersection(parts.map((part) => sets.get(beginningKey(place, part)) ?? new Map()))
}

function toItem(row: Row): AdminCourse {
  const { slug, title, language, status, instructorRow } = row
  const isFeatured = Boolean(row.featuredAt)
  return {
    id: row._id.toHexString(),
    slug,
    title,
    language,
    status,
    instructor: instructorRow ? { username: instructorRow.username, fullName: instructorRow.fullName } : null,
    learners: row.enrollmentCount,
    createdAt: row.createdAt,
    isFeatured,
    can: { feature: !isFeatured && status === 'published', unfeature: isFeatured },
  }
}
