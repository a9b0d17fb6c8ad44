import { describe, expect, test } from 'vitest'
import { Types } from 'mongoose'
import '@/lib/jobs'
import { enroll } from '@/lib/enrollments/commands'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { setClock } from '@/lib/platform/clock'
import { inTransaction } from '@/lib/platform/db/transaction'
import { runDueJobs } from '@/lib/platform/jobs/runner'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asAdmin, asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { completeLesson } from '@/lib/progress/commands/lessons'
import { removeStudent } from '@/lib/progress/commands/removing'
import { Announcement } from '@/models/announcement'
import { AnnouncementReceipt } from '@/models/announcement-receipt'
import { Enrollment } from '@/models/enrollment'
import { Job } from '@/models/job'
import { MailOutbox } from '@/models/mail-outbox'
import { Notification } from '@/models/notification'
import { User } from '@/models/user'
import { tellOfAnnouncement } from '@/lib/notifications/commands/announcements'
import { eraseAnnouncements } from './commands/delivering'
import { changeAnnouncement, deleteAnnouncement, publishAnnouncement } from './commands/writing'
import { listAnnouncements, listSentAnnouncements } from './queries'

useTestDatabase()

const house = systemViewer('test')
const words = { title: 'Room changed', body: 'We meet in **room 4**.' }
const newId = () => new Types.ObjectId().toHexString()

async function taught(learners = 2) {
  const teacher = await asInstructor()
  const { course, lessons } = await makeCourse({ instructor: new Types.ObjectId(teacher.userId) }, 2)
  const courseId = course.id as string
  const people: Member[] = []
  for (let index = 0; index < learners; index += 1) {
    const person = await asStudent()
    await enroll(person, { courseId })
    people.push(person)
  }
  return { teacher, courseId, course, people, lessonId: lessons[0]?.id as string }
}

async function crowd(course: Types.ObjectId, count: number) {
  const people = Array.from({ length: count }, (_, index) => ({
    _id: new Types.ObjectId(),
    username: `crowd${index}`,
    usernameKey: `crowd${index}`,
    email: `crowd${index}@example.test`,
    fullName: `Learner ${index}`,
    role: 'student' as const,
  }))
  await User.insertMany(people)
  const at = new Date()
  await Enrollment.insertMany(
    people.map(({ _id }) => ({ user: _id, course, enrolledAt: at, lastAccessedAt: at, movedAt: at })),
  )
}

const titlesFor = async (viewer: Member, courseId: string) =>
  (await listAnnouncements(viewer, { courseId })).items.map(({ title }) => title)

describe('who may', () => {
  test('only teachers of the course with a proven address write to it', async () => {
    const { courseId, people } = await taught(1)
    const input = { courseId, announcementId: newId(), to: 'all' as const, ...words }
    for (const viewer of [people[0], await asInstructor()])
      await expect(publishAnnouncement(viewer as Member, input)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(publishAnnouncement(asVisitor(), input)).rejects.toMatchObject({ code: 'unauthenticated' })
    const unverified = await asAdmin({ emailVerifiedAt: null })
    await expect(publishAnnouncement(unverified, input)).rejects.toMatchObject({
      reason: 'account.unverified',
    })
    expect(await Announcement.countDocuments()).toBe(0)
  })

  test('others neither change, delete nor list them', async () => {
    const { teacher, courseId, people } = await taught(1)
    const announcementId = newId()
    await publishAnnouncement(teacher, { courseId, announcementId, to: 'all', ...words })
    for (const viewer of [people[0] as Member, await asInstructor()]) {
      const change = { announcementId, version: 1, title: 'Mine', body: 'now' }
      await expect(changeAnnouncement(viewer, change)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(deleteAnnouncement(viewer, { announcementId })).rejects.toMatchObject({
        code: 'forbidden',
      })
      await expect(listSentAnnouncements(viewer, { courseId })).rejects.toMatchObject({ code: 'forbidden' })
    }
    expect(await Announcement.findById(announcementId).lean()).toMatchObject(words)
  })

  test('who does not learn in the course reads none of them', async () => {
    const { teacher, courseId, people } = await taught(1)
    await publishAnnouncement(teacher, { courseId, announcementId: newId(), to: 'all', ...words })
    await expect(listAnnouncements(await asStudent(), { courseId })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await removeStudent(teacher, { courseId, userId: (people[0] as Member).userId })
    await expect(listAnnouncements(people[0] as Member, { courseId })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

describe('telling', () => {
  test('everybody is told once, in the way each chose, and reads it on the course’s home', async () => {
    const { teacher, courseId, people } = await taught(3)
    await User.updateOne(
      { _id: people[1]?.userId },
      { 'preferences.notify': { courseUpdate: { inApp: true, mail: 'now' } } },
    )
    await User.updateOne(
      { _id: people[2]?.userId },
      { 'preferences.notify': { courseUpdate: { inApp: false, mail: 'off' } } },
    )
    const input = { courseId, announcementId: newId(), to: 'all' as const, ...words }
    await Promise.all([publishAnnouncement(teacher, input), publishAnnouncement(teacher, input)])
    await publishAnnouncement(teacher, input)
    await runDueJobs()
    const told = await Notification.find({ notice: 'announced' }).lean()
    expect(told.map(({ user }) => user.toHexString()).toSorted()).toEqual(
      [people[0]?.userId, people[1]?.userId].toSorted(),
    )
    expect(await MailOutbox.countDocuments({ template: 'notice.announced' })).toBe(1)
    for (const person of people) expect(await titlesFor(person, courseId)).toEqual(['Room changed'])
    expect(await Announcement.findById(input.announcementId).lean()).toMatchObject({
      toldCount: 3,
      deliveredAt: expect.any(Date),
    })
  })

  test('one learner alone, or who stands in one way, is told and nobody else', async () => {
    const { teacher, courseId, people, lessonId } = await taught(3)
    const [first, second, third] = people as [Member, Member, Member]
    await completeLesson(first, { lessonId })
    const write = (to: string[] | 'notStarted', title: string) =>
      publishAnnouncement(teacher, { courseId, announcementId: newId(), to, title, body: 'Read.' })
    await write([second.userId], 'To one')
    await write('notStarted', 'To who waits')
    await runDueJobs()
    expect(await titlesFor(first, courseId)).toEqual([])
    expect((await titlesFor(second, courseId)).toSorted()).toEqual(['To one', 'To who waits'])
    expect(await titlesFor(third, courseId)).toEqual(['To who waits'])
    await expect(write([(await asStudent()).userId], 'To a stranger')).rejects.toMatchObject({
      reason: 'announcement.nobody',
    })
  })

  test('3,000 learners are each told once, also where it was cut short between any two steps', async () => {
    const { teacher, courseId, course } = await taught(0)
    await crowd(course._id, 3_000)
    const announcementId = newId()
    await publishAnnouncement(teacher, { courseId, announcementId, to: 'all', ...words })
    let after: string | null = null
    for (let step = 0; ; step += 1) {
      const ask: { announcementId: string; after: string | null } = { announcementId, after }
      if (step % 5 === 1)
        await expect(
          inTransaction(async () => {
            await tellOfAnnouncement(house, ask)
            throw new Error('The process was killed.')
          }),
        ).rejects.toThrow('killed')
      after = await inTransaction(() => tellOfAnnouncement(house, ask))
      if (after === null) break
    }
    const [{ people = 0, rows = 0 } = {}] = await Notification.aggregate<{ people: number; rows: number }>([
      { $match: { notice: 'announced' } },
      { $group: { _id: '$user', rows: { $sum: 1 } } },
      { $group: { _id: null, people: { $sum: 1 }, rows: { $sum: '$rows' } } },
    ])
    expect({ people, rows }).toEqual({ people: 3_000, rows: 3_000 })
    expect(await Announcement.findById(announcementId).lean()).toMatchObject({ toldCount: 3_000 })
  }, 120_000)

  test('stops when it is deleted meanwhile', async () => {
    const { teacher, courseId, people } = await taught(1)
    const announcementId = newId()
    await publishAnnouncement(teacher, {
      courseId,
      announcementId,
      to: [(people[0] as Member).userId],
      ...words,
    })
    await deleteAnnouncement(teacher, { announcementId })
    await runDueJobs()
    expect(await Notification.countDocuments({ notice: 'announced' })).toBe(0)
    expect(await AnnouncementReceipt.countDocuments()).toBe(0)
    expect(await Job.countDocuments({ state: 'dead' })).toBe(0)
  })
})

describe('changing', () => {
  test('shows the new words with when they were changed, and tells nobody again', async () => {
    const { teacher, courseId, people } = await taught(1)
    const announcementId = newId()
    setClock(new Date('2030-01-01T10:00:00Z'))
    await publishAnnouncement(teacher, { courseId, announcementId, to: 'all', ...words })
    await runDueJobs()
    setClock(new Date('2030-01-01T11:00:00Z'))
    await changeAnnouncement(teacher, { announcementId, version: 1, title: 'Room 5', body: 'It is room 5.' })
    await runDueJobs()
    const { items } = await listAnnouncements(people[0] as Member, { courseId })
    expect(items).toMatchObject([{ title: 'Room 5', editedAt: new Date('2030-01-01T11:00:00Z') }])
    expect(await Notification.countDocuments({ notice: 'announced' })).toBe(1)
  })

  test('never writes over what another teacher changed meanwhile', async () => {
    const { teacher, courseId } = await taught(0)
    const announcementId = newId()
    await publishAnnouncement(teacher, { courseId, announcementId, to: 'all', ...words })
    const change = { announcementId, version: 1, title: 'One', body: 'One' }
    await changeAnnouncement(teacher, change)
    await expect(changeAnnouncement(await asAdmin(), { ...change, title: 'Two' })).rejects.toMatchObject({
      reason: 'announcement.changed_meanwhile',
    })
    expect(await Announcement.findById(announcementId).lean()).toMatchObject({ title: 'One', version: 2 })
  })
})

test('with an account go the marks of what was written to it, and its name under what it wrote', async () => {
  const { teacher, courseId, people } = await taught(1)
  const announcementId = newId()
  await publishAnnouncement(teacher, {
    courseId,
    announcementId,
    to: [(people[0] as Member).userId],
    ...words,
  })
  await runDueJobs()
  await expect(eraseAnnouncements(teacher, teacher)).rejects.toMatchObject({ code: 'forbidden' })
  await eraseAnnouncements(house, { userId: (people[0] as Member).userId })
  await eraseAnnouncements(house, { userId: teacher.userId })
  expect(await AnnouncementReceipt.countDocuments()).toBe(0)
  expect((await Announcement.findById(announcementId).lean())?.by).toBeNull()
})

test('who is removed and taken back hears of both', async () => {
  const { teacher, courseId, people } = await taught(1)
  await removeStudent(teacher, { courseId, userId: (people[0] as Member).userId })
  await runDueJobs()
  expect((await Notification.find({ user: people[0]?.userId }).lean()).map(({ notice }) => notice)).toEqual([
    'learnerRemoved',
  ])
})
