import { expect, test } from 'vitest'
import { enroll } from '@/lib/enrollments/commands'
import { setClock } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asStudent, asVisitor, signedIn } from '@/lib/platform/testing/viewers'
import type { Member } from '@/lib/platform/auth/viewer'
import { ActivityDay } from '@/models/activity-day'
import { User } from '@/models/user'
import { getActivity } from '../queries/activity'
import { completeLesson, reopenLesson, visitLesson } from './lessons'

useTestDatabase()

/** A learner in a zone, and what they do at which moment. */
async function learnerIn(timeZone: string) {
  const { course, lessons } = await makeCourse({}, 3)
  const { userId } = await asStudent()
  let viewer: Member
  const moveTo = async (zone: string) => {
    await User.updateOne({ _id: userId }, { $set: { 'preferences.timeZone': zone } })
    viewer = await signedIn(userId)
  }
  setClock(new Date('2029-01-01T00:00:00Z'))
  await moveTo(timeZone)
  await enroll(await signedIn(userId), { courseId: course.id })
  const ids = lessons.map(({ id }) => id as string)
  return {
    moveTo,
    ids,
    visit: async (at: string, lesson = 0) => {
      setClock(new Date(at))
      await visitLesson(viewer, { lessonId: ids[lesson] ?? '' })
    },
    complete: async (at: string, lesson = 0) => {
      setClock(new Date(at))
      await completeLesson(viewer, { lessonId: ids[lesson] ?? '' })
    },
    reopen: async (at: string, lesson = 0) => {
      setClock(new Date(at))
      await reopenLesson(viewer, { lessonId: ids[lesson] ?? '' })
    },
    activityAt: async (at: string) => {
      setClock(new Date(at))
      return getActivity(viewer)
    },
    rows: () =>
      ActivityDay.find({ user: toObjectId(userId) })
        .sort({ day: 1 })
        .lean(),
  }
}

test('midnight is the person’s own: two visits a minute apart are two days, and a streak', async () => {
  const learner = await learnerIn('Asia/Tokyo')
  await learner.visit('2030-01-01T14:59:30Z')
  await learner.visit('2030-01-01T15:00:30Z')
  expect((await learner.rows()).map(({ day, streakDays }) => [day, streakDays])).toEqual([
    ['2030-01-01', 1],
    ['2030-01-02', 2],
  ])
})

test('a day that is not over breaks nothing; one that is over does', async () => {
  const learner = await learnerIn('Europe/Berlin')
  for (const day of ['01', '02', '03']) await learner.visit(`2030-01-${day}T12:00:00Z`)
  const at = async (moment: string) => {
    const { streakDays, isLearnedToday } = await learner.activityAt(moment)
    return [streakDays, isLearnedToday]
  }
  expect(await at('2030-01-03T20:00:00Z')).toEqual([3, true])
  expect(await at('2030-01-04T22:59:59Z')).toEqual([3, false])
  expect(await at('2030-01-04T23:00:00Z')).toEqual([0, false])
  await learner.visit('2030-01-06T12:00:00Z')
  expect(await learner.activityAt('2030-01-06T13:00:00Z')).toMatchObject({
    streakDays: 1,
    longestStreakDays: 3,
  })
})

test.each([
  ['the clocks go forward', ['2030-03-30T22:30:00Z', '2030-03-31T21:30:00Z', '2030-04-01T21:30:00Z']],
  ['the clocks go back', ['2030-10-26T21:30:00Z', '2030-10-27T22:30:00Z', '2030-10-28T22:30:00Z']],
])('a streak goes on when %s', async (_what, moments) => {
  const learner = await learnerIn('Europe/Berlin')
  for (const moment of moments) await learner.visit(moment)
  expect((await learner.rows()).at(-1)?.streakDays).toBe(3)
})

test('who flies over the date line keeps the streak, both ways', async () => {
  const learner = await learnerIn('America/Los_Angeles')
  await learner.visit('2030-01-01T07:30:00Z')
  await learner.visit('2030-01-02T07:00:00Z')
  await learner.moveTo('Asia/Tokyo')
  await learner.visit('2030-01-02T21:00:00Z')
  expect((await learner.rows()).map(({ day, streakDays }) => [day, streakDays])).toEqual([
    ['2029-12-31', 1],
    ['2030-01-01', 2],
    ['2030-01-03', 3],
  ])
  await learner.moveTo('America/Los_Angeles')
  await learner.visit('2030-01-03T06:00:00Z')
  expect(await learner.activityAt('2030-01-03T07:00:00Z')).toMatchObject({
    today: '2030-01-02',
    streakDays: 4,
  })
})

test('time between signs counts, a pause does not, and two tabs count once', async () => {
  const learner = await learnerIn('UTC')
  await learner.visit('2030-01-01T10:00:00Z', 0)
  await learner.visit('2030-01-01T10:10:00Z', 1)
  await learner.visit('2030-01-01T10:10:00Z', 0)
  await learner.complete('2030-01-01T10:12:30Z', 1)
  await learner.visit('2030-01-01T10:43:00Z', 2)
  await learner.complete('2030-01-01T10:44:00Z', 2)
  expect(await learner.rows()).toMatchObject([{ secondsSpent: 13.5 * 60, lessonsDone: 2 }])
})

test('a lesson counts once a day, however often it is taken back', async () => {
  const learner = await learnerIn('UTC')
  await learner.complete('2030-01-01T10:00:00Z')
  await learner.reopen('2030-01-01T10:01:00Z')
  await learner.complete('2030-01-01T10:02:00Z')
  await learner.complete('2030-01-01T10:03:00Z')
  await learner.reopen('2030-01-02T10:01:00Z')
  await learner.complete('2030-01-02T10:02:00Z')
  expect((await learner.rows()).map(({ lessonsDone }) => lessonsDone)).toEqual([1, 1])
})

test('ten things at once are one day', async () => {
  const learner = await learnerIn('UTC')
  await Promise.all(
    Array.from({ length: 9 }, (_, index) => learner.complete('2030-01-01T10:00:00Z', index % 3)),
  )
  expect(await learner.rows()).toMatchObject([{ lessonsDone: 3, streakDays: 1 }])
})

test('a year is shown, and only one’s own', async () => {
  const learner = await learnerIn('UTC')
  await learner.visit('2029-01-02T10:00:00Z')
  await learner.visit('2030-01-07T10:00:00Z')
  await learner.visit('2031-01-10T10:00:00Z')
  const { from, today, days } = await learner.activityAt('2031-01-12T10:00:00Z')
  expect([from, today]).toEqual(['2030-01-07', '2031-01-12'])
  expect(days.map(({ day }) => day)).toEqual(['2030-01-07', '2031-01-10'])
  expect((await getActivity(await asStudent())).days).toEqual([])
  await expect(getActivity(asVisitor())).rejects.toMatchObject({ code: 'unauthenticated' })
})
