import type { LessonFields } from '@/models/lesson'

/** What a lesson shows and asks, the same on its row and in its working copy. */
export type LessonContent = Pick<
  LessonFields,
  | 'type'
  | 'title'
  | 'slug'
  | 'description'
  | 'body'
  | 'video'
  | 'file'
  | 'embed'
  | 'release'
  | 'durationMinutes'
  | 'isPreview'
  | 'isRequired'
>

/** Without the rest of the row. */
export function contentOf(row: LessonContent): LessonContent {
  return {
    type: row.type,
    title: row.title,
    slug: row.slug,
    description: row.description,
    body: row.body,
    video: row.video ?? null,
    file: row.file ?? null,
    embed: row.embed ?? null,
    release: row.release ?? null,
    durationMinutes: row.durationMinutes,
    isPreview: row.isPreview,
    isRequired: row.isRequired,
  }
}
