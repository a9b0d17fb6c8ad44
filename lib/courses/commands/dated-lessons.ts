import 'server-only'
import { dayOf, startOfDay } from '@/lib/utils/dates'
import { Lesson } from '@/models/lesson'
import { LessonRevision } from '@/models/lesson-revision'
import { COURSE_LIMITS } from '../constants'
import type { HeldRevision } from './revision'
import { isInOutline, readWorkingLessons, writeWorkingLessons, type WorkingLesson } from './working-lessons'

const ON_DATE = { 'release.rule': 'onDate' } as const
const LESSONS_MAX = 2 * COURSE_LIMITS.lessons

/**
 * The lessons that open on a day, written so that they open on the same day of another zone; none where the zone stays.
 * Those that were taken out and may come back are among them.
 */
export async function lessonsInZone(
  held: HeldRevision,
  { from, to }: { from: string; to: string },
): Promise<WorkingLesson[]> {
  if (from === to) return []
  const course = held.course._id
  const copies = await LessonRevision.find({ course, ...ON_DATE })
    .select({ lesson: 1 })
    .limit(LESSONS_MAX)
    .lean()
  const rows = await Lesson.find({ course, ...ON_DATE })
    .select({ _id: 1 })
    .limit(LESSONS_MAX)
    .lean()
  const ids = new Map(
    [...copies.map(({ lesson }) => lesson), ...rows.map(({ _id }) => _id)].map((id) => [
      id.toHexString(),
      id,
    ]),
  )
  const lessons = await readWorkingLessons(course, [...ids.values()])
  const moved = lessons.flatMap((lesson) => {
    const { release, removed } = lesson
    if (release?.rule !== 'onDate' || !release.at) return []
    if (removed === null && !isInOutline(held, lesson.lesson)) return []
    return [{ ...lesson, release: { ...release, at: startOfDay(dayOf(release.at, from), to) } }]
  })
  return writeWorkingLessons(held, moved, held.edit)
}
