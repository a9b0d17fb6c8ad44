import 'server-only'
import type { PipelineStage, Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Category } from '@/models/category'
import { Lesson } from '@/models/lesson'
import { LessonRevision } from '@/models/lesson-revision'
import type { CheckCode, CheckList } from '../authored-dto'
import type { LessonType } from '../constants'
import { lessonParts } from '../lesson-parts'
import { getAuthoredCourse } from './authored-course'

/** What a lesson has, without its text. */
type Had = { type: LessonType; hasText: boolean; hasVideo: boolean; hasFile: boolean; hasEmbed: boolean }

/**
 * What a course still lacks before it can be reviewed, and what would make it better. Price, level and language are not
 * asked for: each course has them from its first moment.
 *
 * @throws as getAuthoredCourse
 */
export async function getCheckList(viewer: Viewer, { courseId }: { courseId: string }): Promise<CheckList> {
  const course = await getAuthoredCourse(viewer, { courseId })
  const outline = course.modules.flatMap(({ sections }) => sections.flatMap(({ lessons }) => lessons))
  const codes = await codesOf(
    toObjectId(courseId),
    outline.map(({ id }) => toObjectId(id)),
  )
  const lessons = outline.flatMap(({ id, title }) => {
    const lacks = codes.get(id) ?? []
    return lacks.length === 0 ? [] : [{ id, title, codes: lacks }]
  })
  const { details } = course
  const required: [CheckCode, boolean][] = [
    ['description', details.description.trim() !== ''],
    ['category', details.category !== null || !(await hasCategories())],
    ['tags', details.tags.length > 0],
    ['lessons', outline.length > 0],
    ['lessonsComplete', outline.length > 0 && lessons.length === 0],
  ]
  const better: [CheckCode, boolean][] = [
    ['subtitle', details.subtitle !== ''],
    ['outcomes', details.outcomes.length > 0],
    ['thumbnail', details.thumbnail !== null],
    ['trailer', details.hasTrailer],
    ['preview', outline.some(({ isPreview }) => isPreview)],
  ]
  return {
    lines: [
      ...required.map(([code, isDone]) => ({ code, isDone, isRequired: true })),
      ...better.map(([code, isDone]) => ({ code, isDone, isRequired: false })),
    ],
    missing: required.filter(([, isDone]) => !isDone).map(([code]) => code),
    lessons,
  }
}

/** Where an academy has none yet, authors cannot choose one. */
async function hasCategories(): Promise<boolean> {
  return (await Category.exists({})) !== null
}

/** By id of a lesson, what it lacks. */
async function codesOf(
  course: Types.ObjectId,
  ids: readonly Types.ObjectId[],
): Promise<Map<string, string[]>> {
  const had = await readLessons(course, ids)
  const codes = new Map([...had].map(([id, lesson]) => [id, lacksOf(lesson)]))
  for (const part of lessonParts()) {
    const own = ids.filter((id) => had.get(id.toHexString())?.type === part.type)
    if (own.length === 0) continue
    const lacking = await part.missing(own)
    for (const id of own) codes.set(id.toHexString(), lacking.get(id.toHexString()) ?? [])
  }
  return codes
}

async function readLessons(
  course: Types.ObjectId,
  ids: readonly Types.ObjectId[],
): Promise<Map<string, Had>> {
  const facts: PipelineStage.Project['$project'] = {
    type: 1,
    hasText: { $ne: [{ $trim: { input: '$body' } }, ''] },
    hasVideo: { $ne: [{ $ifNull: ['$video', null] }, null] },
    hasFile: { $ne: [{ $ifNull: ['$file', null] }, null] },
    hasEmbed: { $ne: [{ $ifNull: ['$embed', null] }, null] },
  }
  const seen = await Lesson.aggregate<Had & { _id: Types.ObjectId }>([
    { $match: { course, _id: { $in: [...ids] } } },
    { $project: facts },
  ])
  const copies = await LessonRevision.aggregate<Had & { lesson: Types.ObjectId }>([
    { $match: { course, lesson: { $in: [...ids] } } },
    { $project: { ...facts, lesson: 1 } },
  ])
  return new Map<string, Had>([
    ...seen.map((row) => [row._id.toHexString(), row] as const),
    ...copies.map((row) => [row.lesson.toHexString(), row] as const),
  ])
}

/** Types of other domains say themselves what they lack. */
function lacksOf({ type, hasText, hasVideo, hasFile, hasEmbed }: Had): string[] {
  if (type === 'article') return hasText ? [] : ['text']
  if (type === 'video') return hasVideo ? [] : ['video']
  if (type === 'file') return hasFile ? [] : ['file']
  if (type === 'embed') return hasEmbed ? [] : ['embed']
  return []
}
