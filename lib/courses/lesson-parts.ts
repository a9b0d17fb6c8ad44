import type { Types } from 'mongoose'
import { processWide } from '@/lib/platform/process-wide'
import type { LessonType } from './constants'
import type { LessonArchive } from './lesson-archive'

/**
 * What a higher domain keeps of the lessons of its type, so that publishing, copying and removing a course takes it
 * along: courses stand below and cannot know quizzes or assignments. Every list holds ids of lessons of that type only.
 */
export type LessonPart = {
  type: LessonType
  /** What is missing before a review, by lesson: codes of the checklist (`courses.checkList.<code>`). */
  missing(lessonIds: Types.ObjectId[]): Promise<Map<string, string[]>>
  /** The lessons whose working copy differs from what learners get. */
  changed(lessonIds: Types.ObjectId[]): Promise<Set<string>>
  /** How the working copies differ from what learners get, by lesson, for who decides on the course: answers included. */
  differences(lessonIds: Types.ObjectId[]): Promise<Map<string, PartDifference[]>>
  /** Makes the working copies what learners get; runs inside the caller's transaction. */
  publish(lessonIds: Types.ObjectId[]): Promise<void>
  /** Copies what belongs to one lesson to another, of the same course or another; inside the caller's transaction. */
  copy(pairs: { from: Types.ObjectId; to: Types.ObjectId; course: Types.ObjectId }[]): Promise<void>
  /** Forgets what belongs to lessons that were never published, or whose course is deleted; in its transaction. */
  remove(lessonIds: Types.ObjectId[]): Promise<void>
  /** How it goes out and comes in with the archive of a course. */
  archive: LessonArchive
}

/** One thing of a lesson that came, went or differs, as a question; `title` is its author's word, empty for the whole. */
export type PartDifference = {
  kind: 'added' | 'removed' | 'changed'
  what: (typeof PART_THINGS)[number]
  title: string
  changes: PartChange[]
}
/** What such a thing can be; `teaching.review.things` has the words. */
export const PART_THINGS = ['settings', 'question', 'order', 'draw', 'task', 'criterion'] as const
/** How one field of it differs; of a code, or several with a comma, the catalogue has the words. */
export type PartChange = { field: string; before: string; after: string; isCode?: boolean }

const parts = processWide('lessonParts', () => new Map<LessonType, LessonPart>())

/** Called by lib/start.ts, and by scripts and tests that author lessons of this type. */
export function registerLessonPart(part: LessonPart): void {
  parts.set(part.type, part)
}

/** For tests that register one of their own. */
export function forgetLessonPart(type: LessonType): void {
  parts.delete(type)
}

/** The parts that are registered. */
export function lessonParts(): LessonPart[] {
  return [...parts.values()]
}
