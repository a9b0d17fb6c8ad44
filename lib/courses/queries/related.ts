import 'server-only'
import type { PipelineStage } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Course } from '@/models/course'
import { CARD_FIELDS, toCourseCard, type CardRow, type CourseCard, type CourseDetails } from '../dto'
import { IN_CATALOGUE } from '../policy'
import { COURSE_CARD_STAGES } from './stages'

type Like = Pick<CourseDetails, 'id' | 'tags' | 'language' | 'level' | 'category'>

const RELATED_COURSES = 3
/** Of each kind of likeness only the newest are looked at, so that a large academy costs what a small one does. */
const CANDIDATES = 12
const TAGS = 6

/**
 * Published courses like this one that are not over: of its subjects, its shelf, its language; the likest first, of equals what most people
 * learn. One round trip; each kind of likeness walks its own index.
 */
export async function listRelatedCourses(_viewer: Viewer, course: Like): Promise<CourseCard[]> {
  const [first, ...others] = likenesses(course).map(newestOf)
  if (first === undefined) return []
  const moment = now()
  const rows = await Course.aggregate<CardRow>([
    ...first,
    ...others.map((pipeline) => ({ $unionWith: { coll: 'courses', pipeline } })),
    { $match: { _id: { $ne: toObjectId(course.id) }, endDate: { $not: { $lte: moment } } } },
    { $group: { _id: '$_id', row: { $first: '$$ROOT' } } },
    { $replaceRoot: { newRoot: '$row' } },
    { $set: { likeness: likenessTo(course) } },
    { $sort: { likeness: -1, enrollmentCount: -1, _id: -1 } },
    { $limit: RELATED_COURSES },
    ...COURSE_CARD_STAGES,
  ])
  return rows.map((row) => toCourseCard(row, moment))
}

/** Every filter is the head of an index that goes on with `publishedAt, _id`. */
function likenesses({ tags, language, category }: Like): Record<string, unknown>[] {
  return [
    { language, isListed: true },
    ...(category === null ? [] : [{ categorySlug: category.slug, ...IN_CATALOGUE }]),
    ...tags.slice(0, TAGS).map((tag) => ({ tags: tag, ...IN_CATALOGUE })),
  ]
}

function newestOf(filter: Record<string, unknown>): PipelineStage.FacetPipelineStage[] {
  return [
    { $match: filter },
    { $sort: { publishedAt: -1, _id: -1 } },
    { $limit: CANDIDATES },
    { $project: { ...CARD_FIELDS, category: 1, categorySlug: 1, instructor: 1, tags: 1 } },
  ]
}

/** A common subject counts most: an academy has few shelves and fewer languages. */
function likenessTo({ tags, language, level, category }: Like) {
  return {
    $add: [
      { $multiply: [3, { $size: { $setIntersection: ['$tags', { $literal: tags }] } }] },
      { $cond: [{ $eq: ['$categorySlug', { $literal: category?.slug ?? 'none' }] }, 2, 0] },
      { $cond: [{ $eq: ['$language', language] }, 4, 0] },
      { $cond: [{ $eq: ['$level', level] }, 1, 0] },
    ],
  }
}
