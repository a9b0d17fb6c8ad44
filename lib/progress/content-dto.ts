import type { LearnerAssignment, TrailEntry } from '@/lib/assignments/dto'
import type { LessonFile } from '@/lib/courses/dto'
import type { LessonEmbed } from '@/lib/courses/embeds'
import type { LessonQuiz } from '@/lib/quizzes/dto'
import type { LessonVideo } from './video-dto'

/** What stands above a lesson's text, by the lesson's type. */
export type LessonContent =
  | { type: 'article' }
  | { type: 'video'; video: LessonVideo; embed: LessonEmbed | null }
  | { type: 'file'; file: LessonFile }
  | { type: 'embed'; embed: LessonEmbed }
  /** Null for who only looks, and while nothing of it is published; `trail` where an attempt was graded anew. */
  | { type: 'quiz'; quiz: LessonQuiz | null; trail: TrailEntry[] }
  /** Null while nothing of it is published. */
  | { type: 'assignment'; assignment: LearnerAssignment | null }
