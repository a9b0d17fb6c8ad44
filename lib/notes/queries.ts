import 'server-only'
import type { PipelineStage } from 'mongoose'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { keysetFilter, keysetSort, toPage, type Page, type SortField } from '@/lib/platform/db/keyset'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Bookmark } from '@/models/bookmark'
import { Note } from '@/models/note'
import { NOTE_LIMITS, NOTES_PER_PAGE } from './constants'
import { toKeptPlace, toLessonNotes, type KeptPlace, type LessonNotes, type PlaceRow } from './dto'

/** The viewer's notes and bookmarks at a lesson, in the order of its video. One round trip. */
export async function getLessonNotes(
  viewer: Viewer,
  { lessonId }: { lessonId: string },
): Promise<LessonNotes> {
  const own = { user: toObjectId(requireMember(viewer).userId), lesson: toObjectId(lessonId) }
  const rows = await Note.aggregate<PlaceRow>([
    { $match: own },
    { $limit: NOTE_LIMITS.perCourse },
    withBookmarks([{ $match: own }, { $limit: NOTE_LIMITS.perCourse }]),
    { $sort: { atSecond: 1, _id: 1 } },
  ]).option({ batchSize: 2 * NOTE_LIMITS.perCourse })
  return toLessonNotes(rows)
}

const LAST_KEPT: SortField[] = [
  { path: 'updatedAt', direction: -1 },
  { path: '_id', direction: -1 },
]

type PlacesQuery = {
  courseId: string
  /** Words of a note; `lessonIds` then names the lessons that are found by their titles. */
  q?: string
  lessonIds?: string[]
  cursor?: string
  limit?: number
}

/** The viewer's notes and bookmarks of a course together, last kept first. One round trip. */
export async function listKeptPlaces(
  viewer: Viewer,
  { courseId, q = '', lessonIds = [], cursor, limit = NOTES_PER_PAGE }: PlacesQuery,
): Promise<Page<KeptPlace>> {
  const own = { user: toObjectId(requireMember(viewer).userId), course: toObjectId(courseId) }
  const named = { lesson: { $in: lessonIds.map(toObjectId) } }
  const after = keysetFilter(LAST_KEPT, cursor)
  const step = (found: object): PipelineStage.Match[] => [{ $match: { $and: [own, after, found] } }]
  const newest = [{ $sort: keysetSort(LAST_KEPT) }, { $limit: limit + 1 }]
  const rows = await Note.aggregate<PlaceRow>([
    ...step(q === '' ? {} : { $or: [{ text: { $regex: escaped(q), $options: 'i' } }, named] }),
    ...newest,
    withBookmarks([...step(q === '' ? {} : named), ...newest]),
    ...newest,
  ])
  return toPage(rows, { limit, sort: LAST_KEPT, toItem: toKeptPlace })
}

/** Everything the viewer wrote and marked, for their export: course by course, last kept first. */
export async function* listOwnNotes(viewer: Viewer) {
  const user = toObjectId(requireMember(viewer).userId)
  const steps: PipelineStage[] = [
    { $match: { user } },
    { $sort: { course: 1, updatedAt: -1, _id: -1 } },
    titleIn('courses', 'course'),
    titleIn('lessons', 'lesson'),
  ]
  for (const [kind, model] of [
    ['note', Note],
    ['bookmark', Bookmark],
  ] as const) {
    for await (const row of model.aggregate<PlaceRow & Titles>(steps).cursor()) {
      yield {
        kind,
        course: row.courseRows[0]?.title ?? null,
        lesson: row.lessonRows[0]?.title ?? null,
        atSecond: row.atSecond ?? null,
        text: row.text ?? null,
        keptAt: row.updatedAt,
      }
    }
  }
}

type Titles = { courseRows: { title: string }[]; lessonRows: { title: string }[] }

/** Ids say nothing to who takes their notes along. */
function titleIn(from: 'courses' | 'lessons', localField: 'course' | 'lesson'): PipelineStage.Lookup {
  const pipeline: PipelineStage.Lookup['$lookup']['pipeline'] = [{ $project: { _id: 0, title: 1 } }]
  return { $lookup: { from, localField, foreignField: '_id', pipeline, as: `${localField}Rows` } }
}

type UnionSteps = Exclude<PipelineStage.UnionWith['$unionWith'], string>['pipeline']

function withBookmarks(pipeline: UnionSteps): PipelineStage.UnionWith {
  return { $unionWith: { coll: Bookmark.collection.name, pipeline } }
}

/** Words that somebody looks for are no pattern. */
function escaped(words: string): string {
  return words.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
