import type { LearnerAssignment } from '@/lib/assignments/dto'
import type { LessonFile } from '@/lib/courses/dto'
import type { LessonEmbed } from '@/lib/courses/embeds'
import type { LessonVideo } from './video-dto'

/** What stands above a lesson's text, by the lesson's type. */
export type LessonContent =
  | { type: 'article' }
  | { type: 'video'; video: LessonVideo; embed: LessonEmbed | null }
  | { type: 'file'; file: LessonFile }
  | { type: 'embed'; embed: LessonEmbed }
  | { type: 'quiz' }
  /** Null while nothing of it is published. */
  | { type: 'assignment'; assignment: LearnerAssignment | null }
