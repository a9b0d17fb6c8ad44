import type { LessonType } from '@/lib/courses/constants'
import type { Criterion } from '@/lib/assignments/schema'
import type { Member } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { findLatestVersion } from '@/lib/quizzes/queries/versions'
import type { QuizContent } from '@/lib/quizzes/schema/quiz'
import { AssignmentVersion } from '@/models/assignment-version'
import { Course } from '@/models/course'
import { Lesson } from '@/models/lesson'
import { viewerOf } from './accounts'

export type DemoLesson = {
  id: string
  type: LessonType
  /** How long its film is; null where it has none of its own. */
  videoSeconds: number | null
  quiz: QuizContent | null
  assignment: { rubric: Criterion[] } | null
}
/** `teacher` is there where something is to be graded. */
export type DemoCourse = { id: string; slug: string; lessons: DemoLesson[]; teacher: Member | null }

/** The published courses with their lessons in order, by slug. */
export async function readOutlines(slugs: readonly string[]): Promise<Map<string, DemoCourse>> {
  const courses = await Course.find({ slug: { $in: slugs }, status: 'published' })
    .select({ slug: 1, modules: 1, instructor: 1 })
    .lean()
  const outlines = new Map<string, DemoCourse>()
  for (const { _id, slug, modules, instructor } of courses) {
    const known = await readLessons(_id.toHexString())
    const ids = modules.flatMap(({ sections }) => sections.flatMap(({ lessonIds }) => lessonIds))
    const lessons = ids.flatMap((id) => known.get(String(id)) ?? [])
    const isAssessed = lessons.some(({ quiz, assignment }) => quiz !== null || assignment !== null)
    const teacher = isAssessed && instructor ? await viewerOf(instructor.toHexString()) : null
    outlines.set(slug, { id: _id.toHexString(), slug, lessons, teacher })
  }
  return outlines
}

async function readLessons(courseId: string): Promise<Map<string, DemoLesson>> {
  const rows = await Lesson.find({ course: toObjectId(courseId), isPublished: true })
    .select({ type: 1, video: 1 })
    .lean()
  const lessons = new Map<string, DemoLesson>()
  for (const { _id, type, video } of rows) {
    const id = _id.toHexString()
    const quiz = type === 'quiz' ? ((await findLatestVersion(_id))?.content ?? null) : null
    const assignment = type === 'assignment' ? await readAssignment(id) : null
    const videoSeconds = type === 'video' && video?.upload ? (video.durationSeconds ?? null) : null
    lessons.set(id, { id, type, videoSeconds, quiz, assignment })
  }
  return lessons
}

async function readAssignment(lessonId: string): Promise<DemoLesson['assignment']> {
  return AssignmentVersion.findOne({ lesson: toObjectId(lessonId) })
    .sort({ number: -1 })
    .select({ rubric: 1 })
    .lean<{ rubric: Criterion[] }>()
}
