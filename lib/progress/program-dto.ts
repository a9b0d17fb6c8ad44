import type { ProgramLessonRow } from '@/lib/courses/queries/for-programs'
import type { getAuthoredLesson } from '@/lib/courses/queries/authored-lesson'
import type { PreviewLesson } from '@/lib/courses/queries/course'
import type { LessonText } from '@/lib/courses/dto'
import type { LessonContent } from './content-dto'

/** A lesson as the HTTP interface gives it. Addresses are those of the academy, or of the site that a lesson shows. */
export type ProgramLesson = Omit<ProgramLessonRow, 'moduleTitle' | 'sectionTitle'> & {
  description: string
  /** Markdown. */
  content: string
  /** Of its learner; null for who does not learn here. */
  isDone: boolean | null
  videoUrl: string | null
  fileUrl: string | null
  embedUrl: string | null
}

type Read = {
  row: ProgramLessonRow
  lesson: LessonText
  content: LessonContent | PreviewLesson['content']
  isDone: boolean | null
}

/** What learners and readers of a free lesson get. */
export function toProgramLesson({ row, lesson, content, isDone }: Read): ProgramLesson {
  const { moduleTitle: _module, sectionTitle: _section, ...place } = row
  const video = content.type === 'video' ? content.video : null
  return {
    ...place,
    description: lesson.description,
    content: lesson.body,
    isDone,
    videoUrl: video?.src ?? video?.url ?? null,
    fileUrl: content.type === 'file' ? content.file.href : null,
    embedUrl: content.type === 'embed' ? content.embed.url : null,
  }
}

/** What its authors have written last. */
export function toWorkingLesson(lesson: Awaited<ReturnType<typeof getAuthoredLesson>>): ProgramLesson {
  const place = lesson.course.modules.find(({ id }) => id === lesson.moduleId)
  const ids = place?.sections.flatMap(({ lessons }) => lessons.map(({ id }) => id)) ?? []
  return {
    id: lesson.id,
    courseId: lesson.course.id,
    moduleId: lesson.moduleId,
    title: lesson.title,
    description: lesson.description,
    type: lesson.type,
    content: lesson.content,
    order: Math.max(0, ids.indexOf(lesson.id)),
    durationMinutes: lesson.durationMinutes,
    isPreview: lesson.isPreview,
    isRequired: lesson.isRequired,
    isDone: null,
    version: lesson.edit.version,
    videoUrl: lesson.video?.url ?? null,
    fileUrl: lesson.file === null ? null : `/api/lessons/${lesson.id}/file`,
    embedUrl: lesson.embed?.url ?? null,
  }
}
