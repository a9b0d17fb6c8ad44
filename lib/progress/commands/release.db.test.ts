import { Types } from 'mongoose'
import { beforeEach, expect, test } from 'vitest'
import { enroll } from '@/lib/enrollments/commands'
import { setClock } from '@/lib/platform/clock'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asStudent, signedIn } from '@/lib/platform/testing/viewers'
import { Lesson, type LessonFields } from '@/models/lesson'
import { LessonProgress } from '@/models/lesson-progress'
import { accommodate } from '@/lib/quizzes/commands/accommodations'
import { getDashboard } from '../queries/dashboard'
import { getLessonVideo } from '../queries/lesson-video'
import { getCourseHome, getLesson, getLessonFileAddress } from '../queries/learning'
import { leaveCourse } from './leaving'
import { completeLesson, reopenLesson, visitLesson } from './lessons'
import { watchLesson } from './watching'

useTestDatabase()

const BEGIN = '2030-03-30T10:00:00Z'
const shut = { code: 'forbidden', reason: 'lesson.not_open' }
const after = (facts: Partial<NonNullable<LessonFields['release']>>): Partial<LessonFields> => ({
  release: { rule: 'afterDays', days: null, at: null, lesson: null, ...facts },
})

beforeEach(() => setClock(new Date(BEGIN)))

async function learning(second: Partial<LessonFields>) {
  const made = await makeCourse({}, [{}, second, {}])
  const viewer = await asStudent()
  await enroll(viewer, { courseId: made.course.id })
  const [first = '', lessonId = '', third = ''] = made.lessons.map(({ id }) => id as string)
  return { ...made, viewer, first, lessonId, third, slug: made.course.slug }
}
type Learning = Awaited<ReturnType<typeof learning>>

/** Every way to the lesson says the same. */
async function expectShut({ viewer, lessonId, slug }: Learning, opens: object) {
  for (const act of [completeLesson, reopenLesson, visitLesson])
    await expect(act(viewer, { lessonId })).rejects.toMatchObject(shut)
  await expect(getLesson(viewer, { slug, lessonId })).rejects.toMatchObject(shut)
  const { learner } = await getCourseHome(viewer, { slug })
  expect(learner.openings).toEqual({ [lessonId]: opens })
  expect(learner.continueWith?.id).not.toBe(lessonId)
  expect(await LessonProgress.countDocuments({ lesson: lessonId })).toBe(0)
}

async function expectOpen({ viewer, lessonId, slug }: Learning) {
  expect((await getCourseHome(viewer, { slug })).learner.openings).toEqual({})
  expect((await getLesson(viewer, { slug, lessonId })).lesson.id).toBe(lessonId)
  await visitLesson(viewer, { lessonId })
  await completeLesson(viewer, { lessonId })
}

test('days after enrolment: refused a millisecond before, open at the moment, over a change of the clocks', async () => {
  const made = await learning(after({ days: 2 }))
  setClock(new Date('2030-04-01T09:59:59.999Z'))
  await expectShut(made, { opensAt: new Date('2030-04-01T10:00:00Z'), afterLessonId: null })
  setClock(new Date('2030-04-01T10:00:00Z'))
  await expectOpen(made)
})

test('on a date: the first instant of the day in the course’s zone', async () => {
  const at = new Date('2030-04-30T15:00:00Z')
  const made = await learning(after({ rule: 'onDate', at }))
  setClock(new Date(at.getTime() - 1))
  await expectShut(made, { opensAt: at, afterLessonId: null })
  setClock(at)
  await expectOpen(made)
})

test('after a lesson: done opens, begun does not, and what was begun stays open', async () => {
  const made = await learning({})
  const [first] = made.lessons
  await Lesson.updateOne(
    { _id: made.lessonId },
    { $set: { release: { rule: 'afterLesson', lesson: first?._id } } },
  )
  await visitLesson(made.viewer, { lessonId: made.first })
  await expectShut(made, { opensAt: null, afterLessonId: made.first })
  await completeLesson(made.viewer, { lessonId: made.first })
  await expectOpen(made)
  await reopenLesson(made.viewer, { lessonId: made.first })
  await expectOpen(made)
  await reopenLesson(made.viewer, { lessonId: made.lessonId })
  await expectOpen(made)
})

test('a rule that nobody could meet does not hold', async () => {
  const made = await learning({})
  const [first, second, third] = made.lessons
  const waitFor = (lesson: unknown, named: unknown) =>
    Lesson.updateOne({ _id: lesson }, { $set: { release: { rule: 'afterLesson', lesson: named } } })
  await waitFor(second?._id, third?._id)
  await expectShut(made, { opensAt: null, afterLessonId: made.third })
  await Lesson.updateOne({ _id: third?._id }, { isPublished: false })
  await visitLesson(made.viewer, { lessonId: made.lessonId })
  await LessonProgress.deleteMany({ course: made.course._id })
  await Lesson.updateOne({ _id: third?._id }, { isPublished: true })
  await waitFor(third?._id, first?._id)
  await waitFor(first?._id, second?._id)
  await expectOpen(made)
  const { learner } = await getCourseHome(made.viewer, { slug: made.slug })
  expect(learner.openings).toEqual({})
})

test('leaving and coming back keeps the day of the first enrolment', async () => {
  const made = await learning(after({ days: 2 }))
  const courseId = made.course.id as string
  setClock(new Date('2030-03-31T10:00:00Z'))
  await leaveCourse(made.viewer, { courseId, progress: 'erase' })
  setClock(new Date('2030-04-01T09:00:00Z'))
  await enroll(made.viewer, { courseId })
  await expectShut(made, { opensAt: new Date('2030-04-01T10:00:00Z'), afterLessonId: null })
  setClock(new Date('2030-04-01T10:00:00Z'))
  await expectOpen(made)
})

test('who has later dates waits as much longer for what opens on a date, everywhere, and loses nothing that is open', async () => {
  const at = new Date('2030-04-30T15:00:00Z')
  const made = await learning(after({ rule: 'onDate', at }))
  const teacher = await signedIn(made.course.instructor?.toHexString() ?? '')
  const give = (laterDays: number) =>
    accommodate(teacher, {
      ...{ courseId: made.course.id as string, userId: made.viewer.userId },
      ...{ extraTimePercent: 0, extraAttempts: 0, laterDays },
    })
  await give(7)
  setClock(at)
  await completeLesson(made.viewer, { lessonId: made.first })
  const opensAt = new Date('2030-05-07T15:00:00Z')
  await expectShut(made, { opensAt, afterLessonId: null })
  const next = async () => (await getDashboard(made.viewer, {})).overview?.continuation?.lesson.id
  expect(await next(), 'the dashboard goes on with what is open').toBe(made.third)
  setClock(opensAt)
  expect(await next()).toBe(made.lessonId)
  await give(60)
  await expectOpen(made)
})

test('a preview is open whatever its rule, and a teacher who looks sees everything', async () => {
  const preview = await learning({ ...after({ days: 9 }), isPreview: true })
  await expectOpen(preview)
  const made = await learning(after({ days: 9 }))
  const teacher = await signedIn(made.course.instructor?.toHexString() ?? '')
  expect((await getLesson(teacher, { slug: made.slug, lessonId: made.lessonId })).learner.openings).toEqual(
    {},
  )
})

test('a video is done by hand only where its course allows it', async () => {
  const video = (mayMarkByHand: boolean, source: 'upload' | 'link' = 'upload') =>
    ({
      type: 'video',
      video: { source, durationSeconds: 60, captions: [], mayMarkByHand, url: 'https://example.test/v' },
    }) as unknown as Partial<LessonFields>
  const strict = await learning(video(false))
  await expect(completeLesson(strict.viewer, { lessonId: strict.lessonId })).rejects.toMatchObject({
    code: 'conflict',
    reason: 'lesson.not_finished',
  })
  await visitLesson(strict.viewer, { lessonId: strict.lessonId })
  await LessonProgress.updateOne({ lesson: strict.lessonId }, { $set: { percent: 92 } })
  await completeLesson(strict.viewer, { lessonId: strict.lessonId })
  for (const free of [await learning(video(true)), await learning(video(false, 'link'))])
    await completeLesson(free.viewer, { lessonId: free.lessonId })
})

test('no address of a file or film is given, and no watching counted, before a lesson opens', async () => {
  const upload = new Types.ObjectId()
  const film = { source: 'upload', upload, durationSeconds: 60, captions: [], mayMarkByHand: false }
  const file = await learning({ ...after({ days: 1 }), type: 'file', file: { upload } })
  const video = await learning({
    ...after({ days: 1 }),
    type: 'video',
    video: film as unknown as LessonFields['video'],
  })
  const beat = { session: 'a-session', sequence: 1, isStart: true, isPlaying: true, rate: 1, position: 9 }
  const refused = [
    () => getLessonFileAddress(file.viewer, { lessonId: file.lessonId }),
    () => getLessonVideo(video.viewer, { lessonId: video.lessonId }),
    () => watchLesson(video.viewer, { ...beat, played: [], lessonId: video.lessonId }),
  ]
  for (const ask of refused) await expect(ask()).rejects.toMatchObject(shut)
  expect(await LessonProgress.countDocuments({ lesson: video.lessonId })).toBe(0)
  setClock(new Date('2030-03-31T10:00:00Z'))
  expect(await getLessonFileAddress(file.viewer, { lessonId: file.lessonId })).toContain('?')
})
