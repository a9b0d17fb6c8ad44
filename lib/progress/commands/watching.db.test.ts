import { Types } from 'mongoose'
import { beforeEach, describe, expect, test } from 'vitest'
import { enroll } from '@/lib/enrollments/commands'
import type { Member } from '@/lib/platform/auth/viewer'
import { setClock } from '@/lib/platform/clock'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { ActivityDay } from '@/models/activity-day'
import { Course } from '@/models/course'
import { Lesson, type LessonFields } from '@/models/lesson'
import { LessonProgress } from '@/models/lesson-progress'
import { ProgressEvent } from '@/models/progress-event'
import type { UserFields } from '@/models/user'
import { WatchReport } from '../schema'
import type { Heartbeat } from '../watching'
import { completeLesson, reopenLesson } from './lessons'
import { watchLesson } from './watching'

useTestDatabase()

const START = Date.UTC(2030, 5, 1, 12)
const goTo = (second: number) => setClock(new Date(START + second * 1000))
beforeEach(() => goTo(0))

const film = (facts: Partial<NonNullable<LessonFields['video']>> = {}): Partial<LessonFields> => ({
  type: 'video',
  video: {
    source: 'upload',
    upload: new Types.ObjectId(),
    durationSeconds: 100,
    captions: [] as never,
    mayMarkByHand: false,
    ...facts,
  },
})
async function learning(lessons: Partial<LessonFields>[] = [film(), film()]) {
  const made = await makeCourse({}, lessons)
  const viewer = await asStudent()
  await enroll(viewer, { courseId: made.course.id })
  return { ...made, viewer, ids: made.lessons.map(({ id }) => id as string) }
}
/** A player that plays: tells of itself at a second of the house's clock, claiming what it has played. */
function player(viewer: Member, lessonId: string, session = 'laptop-1') {
  let sequence = 0
  return (second: number, facts: Partial<Heartbeat> = {}) => {
    goTo(second)
    sequence += 1
    return watchLesson(viewer, {
      lessonId,
      session,
      sequence,
      isStart: sequence === 1,
      isPlaying: true,
      rate: 1,
      position: 0,
      played: [],
      ...facts,
    })
  }
}
const rowOf = (lessonId: string) => LessonProgress.findOne({ lesson: lessonId }).orFail().lean()

describe('watching', () => {
  test('is credited by the house’s clock, and at nine tenths the lesson is done', async () => {
    const { viewer, course, ids } = await learning()
    const [first = ''] = ids
    const tell = player(viewer, first)
    expect(await tell(0)).toEqual({
      watchedPercent: 0,
      isDone: false,
      isCountedElsewhere: false,
      course: null,
    })
    expect(await tell(10, { played: [[0, 10]], position: 10 })).toMatchObject({ watchedPercent: 10 })
    expect(await tell(20, { played: [[0, 100]], position: 99 })).toMatchObject({
      watchedPercent: 20,
      isDone: false,
    })
    expect(await rowOf(first)).toMatchObject({
      status: 'started',
      percent: 20,
      watched: [[0, 20]],
      positionSeconds: 99,
      secondsSpent: 20,
    })
    expect(await tell(60, { played: [[0, 100]], rate: 2, isPlaying: false })).toMatchObject({
      watchedPercent: 100,
      isDone: true,
      course: { percent: 50, isCompleted: false },
    })
    expect(await rowOf(first)).toMatchObject({ status: 'completed', percent: 100, secondsSpent: 60 })
    const [entry] = await ProgressEvent.find({ course: course._id, kind: 'lessonCompleted' }).lean()
    expect(entry).toMatchObject({ cause: 'watched', watchedPercent: 100, percent: 50 })
    expect(await ActivityDay.findOne({ user: viewer.userId }).lean()).toMatchObject({ lessonsDone: 1 })
  })

  test('done means done once: playing on, or again, changes nothing of it', async () => {
    const { viewer, course, ids } = await learning([film({ durationSeconds: 10 })])
    const tell = player(viewer, ids[0] ?? '')
    await tell(0)
    expect(await tell(9, { played: [[0, 9]] })).toMatchObject({ isDone: true, course: { isCompleted: true } })
    expect(await tell(10, { played: [[0, 10]] })).toMatchObject({ isDone: true, course: null })
    expect(await ProgressEvent.countDocuments({ course: course._id, kind: 'lessonCompleted' })).toBe(1)
    await reopenLesson(viewer, { lessonId: ids[0] ?? '' })
    // What was seen stays true, but who took the mark back is not overruled by the next second.
    expect(await tell(11, { played: [[0, 10]] })).toMatchObject({ isDone: false, watchedPercent: 100 })
    await completeLesson(viewer, { lessonId: ids[0] ?? '' })
    const causes = await ProgressEvent.find({ course: course._id, kind: 'lessonCompleted' }).lean()
    expect(causes.map(({ cause }) => cause)).toEqual(['watched', 'watched'])
  })

  test('a message that comes twice, or late, changes nothing', async () => {
    const { viewer, ids } = await learning()
    const [first = ''] = ids
    const tell = player(viewer, first)
    await tell(0)
    await tell(10, { played: [[0, 10]], position: 10 })
    const before = await rowOf(first)
    await tell(30, { sequence: 2, played: [[0, 30]], position: 30 })
    await tell(30, { sequence: 1, isStart: true, played: [[50, 80]], position: 3 })
    expect(await rowOf(first)).toEqual(before)
    // The silence is still the next one's to claim.
    expect(await tell(40, { played: [[0, 40]], position: 40 })).toMatchObject({ watchedPercent: 40 })
  })

  test('two players at once earn what one does, even in different courses', async () => {
    const one = await learning()
    const two = await makeCourse({}, [film()])
    await enroll(one.viewer, { courseId: two.course.id })
    const laptop = player(one.viewer, one.ids[0] ?? '', 'laptop-1')
    const phone = player(one.viewer, two.lessons[0]?.id as string, 'phone-001')
    await laptop(0)
    await laptop(10, { played: [[0, 10]] })
    await phone(12)
    expect(await laptop(20, { played: [[0, 20]] })).toMatchObject({
      isCountedElsewhere: true,
      watchedPercent: 10,
    })
    expect(await phone(22, { played: [[0, 10]] })).toMatchObject({
      isCountedElsewhere: false,
      watchedPercent: 10,
    })
    expect(await phone(23, { played: [[0, 11]], isPlaying: false })).toMatchObject({ watchedPercent: 11 })
    expect(await laptop(30, { played: [[0, 30]] })).toMatchObject({
      isCountedElsewhere: false,
      watchedPercent: 10,
    })
    expect(await laptop(40, { played: [[0, 40]] })).toMatchObject({ watchedPercent: 20 })
  })

  test('messages of one moment do not add up', async () => {
    const { viewer, ids } = await learning()
    const [first = '', second = ''] = ids
    await player(viewer, first, 'laptop-1')(0)
    goTo(10)
    const at = (lessonId: string, session: string, sequence: number) =>
      watchLesson(viewer, {
        lessonId,
        session,
        sequence,
        isStart: false,
        isPlaying: true,
        rate: 2,
        position: 0,
        played: [[0, 100]],
      })
    const answers = await Promise.allSettled([
      at(first, 'laptop-1', 2),
      at(first, 'laptop-1', 3),
      at(second, 'laptop-1', 4),
      at(second, 'phone-001', 1),
    ])
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled'])
    const rows = await LessonProgress.find({ user: viewer.userId }).lean()
    const watched = rows.flatMap((row) => (row.watched ?? []) as unknown as [number, number][])
    const seen = watched.reduce((sum, [from, to]) => sum + to - from, 0)
    expect(seen).toBe(20)
  })

  test('of a film that was replaced nothing has been seen, but done stays done', async () => {
    const { viewer, ids } = await learning([film({ durationSeconds: 10 })])
    const [first = ''] = ids
    const tell = player(viewer, first)
    await tell(0)
    await tell(10, { played: [[0, 10]] })
    await Lesson.updateOne(
      { _id: first },
      { 'video.upload': new Types.ObjectId(), 'video.durationSeconds': 50 },
    )
    const anew = player(viewer, first, 'laptop-2')
    await anew(20)
    expect(await anew(25, { played: [[0, 5]] })).toMatchObject({ watchedPercent: 10, isDone: true })
    expect(await rowOf(first)).toMatchObject({ status: 'completed', watched: [[0, 5]] })
  })
})

describe('views', () => {
  const viewsOf = async (id: string) => (await Lesson.findById(id).orFail().lean()).views

  test('count once a person and day of theirs', async () => {
    const { viewer, ids, course } = await learning()
    const [first = ''] = ids
    const tell = player(viewer, first)
    await tell(0)
    await tell(10)
    await player(viewer, first, 'laptop-2')(20)
    expect(await viewsOf(first)).toBe(1)
    await tell(86_400)
    expect(await viewsOf(first)).toBe(2)
    const other = await asStudent()
    await enroll(other, { courseId: course.id })
    await player(other, first)(86_400)
    expect(await viewsOf(first)).toBe(3)
  })

  test('follow the person’s own midnight, and no flight westward', async () => {
    const { ids, course } = await learning()
    const [first = ''] = ids
    const tokyo = await asStudent({
      preferences: { locale: 'en', timeZone: 'Asia/Tokyo' },
    } as Partial<UserFields>)
    await enroll(tokyo, { courseId: course.id })
    const tell = player(tokyo, first)
    // 12:00 UTC is 21:00 in Tokyo: three hours to midnight.
    await tell(2 * 3600)
    await tell(4 * 3600)
    expect(await viewsOf(first)).toBe(2)
    const travelled = { ...tokyo, timeZone: 'America/Los_Angeles' } as Member
    await player(travelled, first, 'phone-001')(4 * 3600 + 60)
    expect(await viewsOf(first)).toBe(2)
  })

  test('count once when the first messages of two tabs come together', async () => {
    const { viewer, ids } = await learning()
    const [first = ''] = ids
    await Promise.all(
      ['laptop-1', 'laptop-2', 'laptop-3'].map((session) => player(viewer, first, session)(0)),
    )
    expect(await viewsOf(first)).toBe(1)
  })
})

describe('refusals', () => {
  const beat = {
    session: 'laptop-1',
    sequence: 1,
    isStart: true,
    isPlaying: true,
    rate: 1,
    position: 0,
    played: [],
  } satisfies Heartbeat

  test('who may not open the lesson earns nothing in it', async () => {
    const { ids, course, viewer } = await learning([film(), {}])
    const [video = '', article = ''] = ids
    const watch = (who: Parameters<typeof watchLesson>[0], lessonId = video) =>
      watchLesson(who, { ...beat, lessonId })
    await expect(watch(asVisitor())).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(watch(await asStudent())).rejects.toMatchObject({ reason: 'enrollment.required' })
    await expect(watch(await asInstructor())).rejects.toMatchObject({ reason: 'enrollment.required' })
    await expect(watch(viewer, article)).rejects.toMatchObject({ code: 'not_found' })
    await expect(watch(viewer, new Types.ObjectId().toHexString())).rejects.toMatchObject({
      code: 'not_found',
    })
    await Lesson.updateOne({ _id: video }, { release: { rule: 'afterDays', days: 3 } })
    await expect(watch(viewer)).rejects.toMatchObject({ reason: 'lesson.not_open' })
    await Lesson.updateOne({ _id: video }, { release: null, isPublished: false })
    await expect(watch(viewer)).rejects.toMatchObject({ code: 'not_found' })
    await Lesson.updateOne({ _id: video }, { isPublished: true })
    await Course.updateOne({ _id: course._id }, { startDate: new Date('2031-01-01') })
    await expect(watch(viewer)).rejects.toMatchObject({ reason: 'course.not_started' })
    expect(await LessonProgress.countDocuments({ lesson: video })).toBe(0)
    expect((await Lesson.findById(video).orFail().lean()).views).toBe(0)
  })

  test('a video that was not watched is not done by hand, except where its course allows it', async () => {
    const { viewer, ids } = await learning([
      film(),
      film({ mayMarkByHand: true }),
      film({ source: 'link', upload: null, url: 'https://video.example/1', durationSeconds: 0 }),
    ])
    const [strict = '', easy = '', elsewhere = ''] = ids
    await expect(completeLesson(viewer, { lessonId: strict })).rejects.toMatchObject({
      code: 'conflict',
      reason: 'lesson.not_finished',
    })
    for (const lessonId of [easy, elsewhere]) await completeLesson(viewer, { lessonId })
    expect((await ProgressEvent.find({ kind: 'lessonCompleted' }).lean()).map(({ cause }) => cause)).toEqual([
      'byHand',
      'byHand',
    ])
  })

  test('a film of another site has its place kept, and no second of it counts', async () => {
    const link = film({
      source: 'link',
      upload: null,
      url: 'https://video.example/1.mp4',
      durationSeconds: 0,
    })
    const { viewer, ids } = await learning([link])
    const tell = player(viewer, ids[0] ?? '')
    await tell(0)
    expect(await tell(50, { played: [[0, 50]], position: 50 })).toMatchObject({ watchedPercent: 0 })
    expect(await rowOf(ids[0] ?? '')).toMatchObject({ positionSeconds: 50, watched: [], secondsSpent: 50 })
  })

  test.each([
    ['a position that is no number', { position: Number.NaN }],
    ['a position before the beginning', { position: -1 }],
    ['a stretch of three ends', { played: [[0, 1, 2]] }],
    ['a stretch without an end', { played: [[0, null]] }],
    ['stretches without end', { played: Array.from({ length: 201 }, () => [0, 1]) }],
    ['an infinite stretch', { played: [[0, Number.POSITIVE_INFINITY]] }],
    ['no sequence', { sequence: 0 }],
    ['half a sequence', { sequence: 1.5 }],
    ['standing still', { rate: 0 }],
    ['a session that is a query', { session: { $ne: null } }],
    ['a session of one letter', { session: 'x' }],
    ['a field more', { userId: 'somebody else' }],
  ])('%s is refused at the door', (_what, facts) => {
    expect(WatchReport.safeParse({ ...beat, ...facts }).success).toBe(false)
  })
})
