import type { Types } from 'mongoose'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { compare, inSteps, type Finding, type Row } from '@/lib/progress/commands/finding'
import { Course } from '@/models/course'
import { CourseDay } from '@/models/course-day'
import { LessonDay } from '@/models/lesson-day'
import { VideoRetention } from '@/models/video-retention'
import { countDays, daysOf } from './days'
import { recountCourse } from './keeping'
import { countRetention, recountRetention } from './retention'

const COURSES_PER_STEP = 100
const house = systemViewer('db:check')

/** The summaries of every course, against a count of what they sum up; for `npm run db:check`. */
export async function* checkSummaries(): AsyncGenerator<Row> {
  const steps = inSteps(COURSES_PER_STEP, (after, size) =>
    Course.find(after).sort({ _id: 1 }).limit(size).select({ timeZone: 1 }).lean(),
  )
  for await (const step of steps) for (const course of step) yield* checkCourse(course)
}

type Place = { _id: Types.ObjectId; timeZone: string }

async function* checkCourse({ _id, timeZone }: Place): AsyncGenerator<Row> {
  const days = await daysOf(_id.toHexString())
  if (days !== null) yield await checkDays({ _id, timeZone }, await countDays(_id, timeZone, days))
  for (const video of await VideoRetention.find({ course: _id }).lean()) {
    const counted = await countRetention(video.lesson)
    const mend = () => recountRetention(house, { lessonId: video.lesson.toHexString() })
    const figures = (row: { viewers?: number; buckets?: number[] } | null) => ({
      viewers: row?.viewers ?? 0,
      buckets: [...(row?.buckets ?? [])],
    })
    yield compare({ where: `videoRetentions ${video._id}`, mend }, figures(video), figures(counted))
  }
}

async function checkDays({ _id }: Place, counted: Awaited<ReturnType<typeof countDays>>): Promise<Finding[]> {
  const mend = () => recountCourse(house, { courseId: _id.toHexString() })
  const days = await CourseDay.find({ course: _id }).lean()
  const lessons = await LessonDay.find({ course: _id }).lean()
  const storedDays = days.map(({ day, enrolled, completed, reviews, stars }) => [
    day,
    { enrolled, completed, reviews, stars },
  ])
  const storedLessons = lessons.map(({ day, lesson, started, completed }) => [
    `${day} ${lesson.toHexString()}`,
    { started, completed },
  ])
  const where = `courses ${_id}`
  return [
    ...differences({ where, mend, kind: 'day' }, new Map(storedDays as [string, object][]), counted.days),
    ...differences(
      { where, mend, kind: 'lesson' },
      new Map(storedLessons as [string, object][]),
      counted.lessons,
    ),
  ]
}

type At = { where: string; kind: string; mend: () => Promise<unknown> }

function differences(
  { where, kind, mend }: At,
  stored: Map<string, object>,
  counted: Map<string, object>,
): Finding[] {
  return [...new Set([...stored.keys(), ...counted.keys()])].flatMap((key) =>
    compare(
      { where, mend },
      { [`${kind} ${key}`]: stored.get(key) ?? null },
      { [`${kind} ${key}`]: counted.get(key) ?? null },
    ),
  )
}
