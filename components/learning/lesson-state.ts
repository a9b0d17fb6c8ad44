import type { IconName } from '@/components/ui/icon'
import type { LessonType } from '@/lib/courses/constants'
import type { OutlineLesson } from '@/lib/courses/dto'
import type { CourseHome } from '@/lib/progress/dto'

export type LessonState = 'done' | 'started' | 'open' | 'shut'

export const TYPE_ICONS = {
  article: 'file-text',
  video: 'circle-play',
  file: 'download',
  embed: 'app-window',
  quiz: 'list-checks',
  assignment: 'clipboard-list',
} as const satisfies Record<LessonType, IconName>

/** How each lesson of a course stands for its learner. */
export function lessonStates({
  learner,
  canReadLessons,
}: CourseHome): (lesson: OutlineLesson) => LessonState {
  const done = new Set(learner.doneLessonIds)
  const started = new Set(learner.startedLessonIds)
  return ({ id, isPreview }) => {
    if (!canReadLessons) return isPreview ? 'open' : 'shut'
    if (learner.openings[id] !== undefined) return 'shut'
    return done.has(id) ? 'done' : started.has(id) ? 'started' : 'open'
  }
}
