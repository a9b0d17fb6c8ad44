import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Types } from 'mongoose'
import '@/lib/jobs'
import { enroll, eraseEnrollments } from '@/lib/enrollments/commands'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { setClock } from '@/lib/platform/clock'
import { AppError } from '@/lib/platform/errors'
import { runDueJobs } from '@/lib/platform/jobs/runner'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asStudent } from '@/lib/platform/testing/viewers'
import { checkDatabase } from '@/lib/progress/commands/checking'
import { eraseProgress } from '@/lib/progress/commands/erasing'
import { joinCourse } from '@/lib/progress/commands/joining'
import { leaveCourse } from '@/lib/progress/commands/leaving'
import { completeLesson, reopenLesson, visitLesson } from '@/lib/progress/commands/lessons'
import { eraseReviews, writeReview } from '@/lib/reviews/commands'
import { dayOf } from '@/lib/utils/dates'
import { Course } from '@/models/course'
import { CourseDay } from '@/models/course-day'
import { Enrollment } from '@/models/enrollment'
import { LessonDay } from '@/models/lesson-day'
import { LessonProgress } from '@/models/lesson-progress'
import { ProgressEvent } from '@/models/progress-event'
import { Review } from '@/models/review'
import { SummaryMark } from '@/models/summary-mark'
import { VideoRetention } from '@/models/video-retention'
import { Lesson } from '@/models/lesson'
import { checkSummaries } from './commands/check'
import { keepLessonDays, keepRetentions, recountCourse } from './commands/keeping'

useTestDatabase()

const house = systemViewer('test')
const HOUR = 3_600_000

/** The clocks of Berlin go forward in this night, those of Santiago go back a week later, at midnight. */
const BEGIN = new Date('2030-03-30T20:30:00Z')
const ZONES = ['UTC', 'Europe/Berlin', 'America/Santiago', 'Asia/Kathmandu', 'Pacific/Kiritimati']

/** A count of the rows by itself, row after row, sharing nothing with what is tried but the day of a moment. */
async function countByHand(course: Types.ObjectId, timeZone: string) {
  const days: Record<string, Record<string, number>> = {}
  const add = (at: Date, what: string, count = 1) => {
    const row = (days[dayOf(at, timeZone)] ??= {})
    row[what] = (row[what] ?? 0) + count
  }
  for (const { enrolledAt } of await Enrollment.find({ course }).lean()) add(enrolledAt, 'enrolled')
  for (const { createdAt, rating } of await Review.find({ course }).lean()) {
    add(createdAt, 'reviews')
    add(createdAt, 'stars', rating)
  }
  const once = new Set<string>()
  for (const { kind, at, user, lesson } of await ProgressEvent.find({ course }).lean()) {
    const key = [kind, dayOf(at, timeZone), user, lesson].join()
    if (once.has(key)) continue
    once.add(key)
    if (kind === 'courseCompleted') add(at, 'completed')
    if (kind === 'lessonStarted') add(at, `${String(lesson)} started`)
    if (kind === 'lessonCompleted') add(at, `${String(lesson)} completed`)
  }
  return days
}

async function summarised(course: Types.ObjectId) {
  const days: Record<string, Record<string, number>> = {}
  const add = (day: string, what: string, count: number) => {
    if (count > 0) (days[day] ??= {})[what] = count
  }
  for (const { day, enrolled, completed, reviews, stars } of await CourseDay.find({ course }).lean())
    for (const [what, count] of Object.entries({ enrolled, completed, reviews, stars })) add(day, what, count)
  for (const { day, lesson, started, completed } of await LessonDay.find({ course }).lean()) {
    add(day, `${String(lesson)} started`, started)
    add(day, `${String(lesson)} completed`, completed)
  }
  return days
}

const person = fc.nat({ max: 2 })
const lesson = fc.nat({ max: 2 })
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(0.2, 1, 5, 11, 23, 31) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('join' as const), person }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom('visit', 'complete', 'complete', 'reopen'), person, lesson }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('keep', 'erase', 'forget'), person }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('review' as const),
      person,
      stars: fc.integer({ min: 1, max: 5 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('move' as const), zone: fc.constantFrom(...ZONES) }) },
  { weight: 3, arbitrary: fc.constant({ do: 'jobs' as const }) },
)
type Step = { do: string; person?: number; lesson?: number; hours?: number; stars?: number; zone?: string }

async function doStep(
  one: Step,
  at: { courseId: string; people: Member[]; lessonIds: string[] },
): Promise<void> {
  const { courseId } = at
  const viewer = at.people[one.person ?? 0] as Member
  const lessonId = at.lessonIds[one.lesson ?? 0] ?? ''
  if (one.do === 'join') await joinCourse(viewer, { courseId })
  if (one.do === 'visit') await visitLesson(viewer, { lessonId })
  if (one.do === 'complete') await completeLesson(viewer, { lessonId })
  if (one.do === 'reopen') await reopenLesson(viewer, { lessonId })
  if (one.do === 'keep' || one.do === 'erase') await leaveCourse(viewer, { courseId, progress: one.do })
  if (one.do === 'review') await writeReview(viewer, { courseId, rating: one.stars as 1, text: '' })
  if (one.do === 'move') await Course.updateOne({ _id: courseId }, { timeZone: one.zone })
  if (one.do === 'jobs') await runJobs()
  if (one.do !== 'forget') return
  await eraseProgress(house, viewer)
  await eraseEnrollments(house, viewer)
  await eraseReviews(house, viewer)
}

async function runJobs(): Promise<void> {
  await runDueJobs()
  await keepLessonDays(house)
}

test('whatever happens in whatever order and however late jobs run, the summaries equal a count of the rows', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 35 }),
      fc.constantFrom(...ZONES),
      async (steps, zone) => {
        setClock(BEGIN)
        // The clock goes back for each sequence; what was counted of the last one is no mark for this one.
        await SummaryMark.deleteMany({ _id: 'days' })
        const { course, lessons } = await makeCourse({ timeZone: zone }, 3)
        const people = [await asStudent(), await asStudent(), await asStudent()]
        const at = { courseId: course.id as string, people, lessonIds: lessons.map(({ id }) => id as string) }
        let moment = BEGIN.getTime()
        for (const one of steps as Step[]) {
          moment += (one.hours ?? 0.1) * HOUR
          setClock(new Date(moment))
          await doStep(one, at).catch((error: unknown) => {
            if (!(error instanceof AppError)) throw error
          })
        }
        // Something happens in the course after it was moved, as it does in a course that anybody learns in.
        await enroll(await asStudent(), { courseId: at.courseId })
        await runJobs()
        const { timeZone } = (await Course.findById(course._id).lean()) ?? { timeZone: zone }
        const expected = await countByHand(course._id, timeZone)
        expect(await summarised(course._id)).toEqual(expected)
        await runJobs()
        await recountCourse(house, { courseId: at.courseId })
        expect(await summarised(course._id)).toEqual(expected)
      },
    ),
    { numRuns: 8, seed: 7 },
  )
}, 180_000)

describe('db:check', () => {
  async function check(isMending: boolean) {
    const found: string[] = []
    await checkDatabase(house, {
      isMending,
      more: [{ name: 'summaries', run: checkSummaries }],
      onFinding: ({ what }) => found.push(what),
    })
    return found
  }

  test('finds a figure that is off, a day too many and one that is missing, and sets them right', async () => {
    setClock(BEGIN)
    const { course, lessons } = await makeCourse({ timeZone: 'UTC' }, 2)
    const learner = await asStudent()
    await enroll(learner, { courseId: course.id as string })
    await completeLesson(learner, { lessonId: lessons[0]?.id as string })
    await runJobs()
    expect(await check(false)).toEqual([])
    await CourseDay.updateOne({ course: course._id }, { enrolled: 9 })
    await LessonDay.deleteMany({ course: course._id })
    const more = { enrolled: 1, completed: 0, reviews: 0, stars: 0, timeZone: 'UTC' }
    await CourseDay.create([{ course: course._id, day: '2030-01-01', ...more }])
    const found = await check(true)
    expect(found.filter((what) => what.startsWith('day')).toSorted()).toEqual([
      'day 2030-01-01',
      'day 2030-03-30',
    ])
    expect(found.filter((what) => what.startsWith('lesson')).length).toBe(1)
    expect(await check(false)).toEqual([])
  })
})

describe('videos', () => {
  const upload = new Types.ObjectId()
  const video = { source: 'upload' as const, upload, durationSeconds: 4, captions: [], mayMarkByHand: false }

  async function watchers(lessonId: Types.ObjectId, course: Types.ObjectId, watched: [number, number][][]) {
    await LessonProgress.insertMany(
      watched.map((intervals) => ({
        user: new Types.ObjectId(),
        course,
        lesson: lessonId,
        startedAt: BEGIN,
        watched: intervals,
        watchedUpload: upload,
        watchedAt: BEGIN,
      })),
    )
  }

  test('are counted once anybody has watched, by the film that is there now', async () => {
    setClock(BEGIN)
    const { course, lessons } = await makeCourse({}, [{ type: 'video', video } as never, {}])
    const lessonId = lessons[0]?._id as Types.ObjectId
    await watchers(lessonId, course._id, [[[0, 4]], [[0, 1.7]]])
    // The mark of the first run is the first entry of any ledger.
    await ProgressEvent.create([
      { user: new Types.ObjectId(), course: course._id, kind: 'lessonStarted', percent: 0, at: BEGIN },
    ])
    await keepRetentions(house)
    expect(await VideoRetention.findOne({ lesson: lessonId }).lean()).toMatchObject({
      viewers: 2,
      buckets: [2, 2, 1, 1],
    })
    await Lesson.updateOne({ _id: lessonId }, { 'video.upload': new Types.ObjectId() })
    await recountCourse(house, { courseId: course.id as string })
    expect(await VideoRetention.countDocuments()).toBe(0)
  })
})

test('a run that fails begins again where the last whole one ended', async () => {
  setClock(BEGIN)
  const { course, lessons } = await makeCourse({ timeZone: 'UTC' }, 1)
  const learner = await asStudent()
  await enroll(learner, { courseId: course.id as string })
  await visitLesson(learner, { lessonId: lessons[0]?.id as string })
  await keepLessonDays(house)
  setClock(new Date(BEGIN.getTime() + 72 * HOUR))
  await completeLesson(learner, { lessonId: lessons[0]?.id as string })
  const mark = await SummaryMark.findById('days').lean()
  setClock(new Date(BEGIN.getTime() + 240 * HOUR))
  await expect(keepLessonDays(learner)).rejects.toMatchObject({ code: 'forbidden' })
  expect((await SummaryMark.findById('days').lean())?.until).toEqual(mark?.until)
  await keepLessonDays(house)
  expect(await LessonDay.find({ completed: 1 }).lean()).toMatchObject([{ day: '2030-04-02' }])
})

test('a course that was moved to another zone has its days counted by that one, also those long past', async () => {
  setClock(BEGIN)
  const { course, lessons } = await makeCourse({ timeZone: 'UTC' }, 2)
  const learner = await asStudent()
  await enroll(learner, { courseId: course.id as string })
  await completeLesson(learner, { lessonId: lessons[0]?.id as string })
  await runJobs()
  expect(Object.keys(await summarised(course._id))).toEqual(['2030-03-30'])
  await Course.updateOne({ _id: course._id }, { timeZone: 'Pacific/Kiritimati' })
  setClock(new Date(BEGIN.getTime() + 240 * HOUR))
  await enroll(await asStudent(), { courseId: course.id as string })
  await runJobs()
  expect(await summarised(course._id)).toEqual(await countByHand(course._id, 'Pacific/Kiritimati'))
  expect(Object.keys(await summarised(course._id)).toSorted()).toEqual(['2030-03-31', '2030-04-10'])
})
