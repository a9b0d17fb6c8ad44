import 'server-only'
import { isMember, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { notFound } from '@/lib/platform/errors'
import { Lesson } from '@/models/lesson'
import type { LessonVideo } from '../video-dto'
import { getLesson } from './learning'

/**
 * A lesson's video with addresses that are good from now on, for a player whose own have run out; asked for with the
 * same rights as the lesson's page.
 */
export async function getLessonVideo(
  viewer: Viewer,
  { lessonId }: { lessonId: string },
): Promise<Pick<LessonVideo, 'src' | 'tracks'>> {
  const [row] = await Lesson.aggregate<{ slug: string }>([
    { $match: { _id: toObjectId(lessonId), isPublished: true, type: 'video' } },
    { $lookup: { from: 'courses', localField: 'course', foreignField: '_id', as: 'courses' } },
    { $project: { slug: { $first: '$courses.slug' } } },
  ])
  if (row === undefined && isMember(viewer)) throw notFound('There is no such video.')
  const { content } = await getLesson(viewer, { slug: row?.slug ?? '', lessonId })
  if (content.type !== 'video') throw notFound('There is no such video.')
  const { src, tracks } = content.video
  return { src, tracks }
}
