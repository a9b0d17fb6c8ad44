import { Course } from '@/models/course'
import { Lesson } from '@/models/lesson'

/** `videoSeconds`: how long its film is; null where it has none of its own. */
export type DemoLesson = { id: string; videoSeconds: number | null }
export type DemoCourse = { id: string; slug: string; lessons: DemoLesson[] }

/** The published courses with their lessons in order, by slug. */
export async function readOutlines(slugs: readonly string[]): Promise<Map<string, DemoCourse>> {
  const courses = await Course.find({ slug: { $in: slugs }, status: 'published' })
    .select({ slug: 1, modules: 1 })
    .lean()
  const rows = await Lesson.find({ course: { $in: courses.map(({ _id }) => _id) }, isPublished: true })
    .select({ type: 1, video: 1 })
    .lean()
  const seconds = new Map(
    rows.map(({ _id, type, video }) => [
      _id.toHexString(),
      type === 'video' && video?.upload ? (video.durationSeconds ?? null) : null,
    ]),
  )
  return new Map(
    courses.map(({ _id, slug, modules }) => {
      const ids = modules.flatMap(({ sections }) => sections.flatMap(({ lessonIds }) => lessonIds))
      const lessons = ids.map(String).filter((id) => seconds.has(id))
      const id = _id.toHexString()
      return [
        slug,
        { id, slug, lessons: lessons.map((id) => ({ id, videoSeconds: seconds.get(id) ?? null })) },
      ]
    }),
  )
}
