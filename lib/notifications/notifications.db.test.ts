import { beforeEach, describe, expect, it, test } from 'vitest'
import '@/lib/jobs'
import { approveInstructor, returnInstructor, suspendAccount } from '@/lib/accounts/commands/standing'
import { certificateIssued } from '@/lib/certificates/events'
import { lessonsAdded } from '@/lib/courses/events'
import { enroll } from '@/lib/enrollments/commands'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { setClock } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { emit } from '@/lib/platform/jobs/events'
import { runDueJobs } from '@/lib/platform/jobs/runner'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { makeUser } from '@/lib/platform/testing/factories'
import { countRoundTrips } from '@/lib/platform/testing/round-trips'
import { asAdmin, asStudent, asUser, asVisitor } from '@/lib/platform/testing/viewers'
import { courseCompleted } from '@/lib/progress/events'
import { Enrollment } from '@/models/enrollment'
import { Job } from '@/models/job'
import { MailOutbox } from '@/models/mail-outbox'
import { Notification } from '@/models/notification'
import { User } from '@/models/user'
import { chooseNotifications } from './commands/choosing'
import { tellLearners } from './commands/courses'
import { writeDigests } from './commands/digest'
import { eraseNotifications } from './commands/erasing'
import { markAllRead, markRead } from './commands/reading'
import { nextDigest, notify, notifyAll } from './commands/writing'
import type { NotifyChange } from './schema'
import { countUnread, getNotifySettings, listNews, listNotifications, listOwnNotifications } from './queries'

useTestDatabase()

const house = systemViewer('test')
const CHOSEN: NotifyChange = {
  courseUpdate: { inApp: true, mail: 'now' },
  grade: { inApp: true, mail: 'now' },
  certificate: { inApp: true, mail: 'now' },
  approval: { inApp: true },
}
let made = 0
const news = (course = 'Baking bread') => {
  made += 1
  return {
    notice: 'certificateIssued',
    params: { course },
    link: '/certificates/abc',
    courseId: null,
    key: `certificate:${made}`,
  } as const
}
const tell = (viewer: Member, about = news()) => notify(house, { userId: viewer.userId, ...about })
const titles = async (viewer: Member) => (await listNotifications(viewer, {})).items.map(({ title }) => title)
const letters = (viewer: { userId: string }) =>
  User.findById(viewer.userId)
    .orFail()
    .then(({ email }) => MailOutbox.find({ to: email, kind: 'notice' }).sort({ createdAt: 1 }).lean())

describe('telling a person', () => {
  it('is done once, however often and from however many processes it is said', async () => {
    const viewer = await asStudent()
    const about = news()
    await Promise.all(Array.from({ length: 8 }, () => tell(viewer, about)))
    expect(await tell(viewer, about)).toEqual({ told: 0 })
    expect(await titles(viewer)).toEqual(['Your certificate for “Baking bread” is ready'])
    expect(await letters(viewer)).toHaveLength(1)
    expect(await Notification.findOne().lean()).not.toHaveProperty('title')
  })

  it('goes with the transaction in which it is said', async () => {
    const viewer = await asStudent()
    const failing = inTransaction(async () => {
      await tell(viewer)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await Notification.countDocuments()).toBe(0)
    expect(await MailOutbox.countDocuments()).toBe(0)
  })

  it('is for the house alone, in the shape of the notice', async () => {
    const viewer = await asStudent()
    for (const other of [viewer, await asAdmin(), asVisitor()])
      await expect(notify(other, { userId: viewer.userId, ...news() })).rejects.toMatchObject({
        code: 'forbidden',
      })
    await expect(
      notify(house, { userId: viewer.userId, ...news(), params: { course: '' } }),
    ).rejects.toThrow()
    expect(await Notification.countDocuments()).toBe(0)
  })

  it('says nothing to who is suspended or gone', async () => {
    const [viewer, suspended] = [await asStudent(), await asStudent()]
    await suspendAccount(house, { userId: suspended.userId, reason: 'spam' })
    await User.deleteOne({ _id: viewer.userId })
    const userIds = [viewer.userId, suspended.userId]
    expect(await notifyAll(house, { userIds, news: news() })).toEqual({ told: 0 })
    expect(await Notification.countDocuments()).toBe(0)
    expect(await MailOutbox.countDocuments({ kind: 'notice' })).toBe(0)
  })

  it('asks the database as often for a hundred people as for one', async () => {
    const people = await Promise.all(Array.from({ length: 100 }, () => makeUser()))
    for (const { _id } of people)
      await User.updateOne({ _id }, { 'preferences.notify.certificate.mail': 'off' })
    const userIds = people.map(({ _id }) => _id.toHexString())
    const one = await countRoundTrips(() => notifyAll(house, { userIds: userIds.slice(0, 1), news: news() }))
    const all = await countRoundTrips(() => notifyAll(house, { userIds, news: news() }))
    expect(all.result).toEqual({ told: 100 })
    expect(all.calls).toEqual(one.calls)
  })
})

describe('what a person chose', () => {
  it('holds for what comes from then on: here, by mail, both or neither', async () => {
    const choose = async (certificate: NotifyChange['certificate']) => {
      const viewer = await asStudent()
      await chooseNotifications(viewer, { ...CHOSEN, certificate })
      await tell(viewer)
      return { here: (await titles(viewer)).length, mailed: (await letters(viewer)).length }
    }
    expect(await choose({ inApp: true, mail: 'now' })).toEqual({ here: 1, mailed: 1 })
    expect(await choose({ inApp: true, mail: 'off' })).toEqual({ here: 1, mailed: 0 })
    expect(await choose({ inApp: false, mail: 'now' })).toEqual({ here: 0, mailed: 1 })
    expect(await choose({ inApp: false, mail: 'off' })).toEqual({ here: 0, mailed: 0 })
  })

  it('by mail alone is mailed once too', async () => {
    const viewer = await asStudent()
    await chooseNotifications(viewer, { ...CHOSEN, certificate: { inApp: false, mail: 'now' } })
    const about = news()
    for (let turn = 0; turn < 3; turn += 1) await tell(viewer, about)
    expect(await letters(viewer)).toHaveLength(1)
    expect(await countUnread(viewer)).toBe(0)
  })

  it('begins with what is sensible, and is the viewer’s own to choose', async () => {
    const viewer = await asStudent({ preferences: { locale: 'en', timeZone: 'Asia/Tokyo', theme: 'system' } })
    expect(await getNotifySettings(viewer)).toMatchObject({
      choices: {
        courseUpdate: { inApp: true, mail: 'daily' },
        grade: { inApp: true, mail: 'now' },
        certificate: { inApp: true, mail: 'now' },
        approval: { inApp: true, mail: null },
      },
      isVerified: true,
      hasMailServer: false,
      timeZone: 'Asia/Tokyo',
    })
    await chooseNotifications(viewer, { ...CHOSEN, approval: { inApp: false } })
    expect((await getNotifySettings(viewer)).choices).toMatchObject({
      courseUpdate: { inApp: true, mail: 'now' },
      approval: { inApp: false },
    })
    for (const ask of [() => chooseNotifications(asVisitor(), CHOSEN), () => getNotifySettings(asVisitor())])
      await expect(ask()).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('no letter goes to an address that nobody confirmed', async () => {
    const viewer = await asStudent({ emailVerifiedAt: undefined })
    await tell(viewer)
    expect(await titles(viewer)).toHaveLength(1)
    expect(await letters(viewer)).toEqual([])
  })
})

describe('reading', () => {
  it('one or all, again and again, counts once', async () => {
    const viewer = await asStudent()
    for (let turn = 0; turn < 3; turn += 1) await tell(viewer)
    const { items } = await listNotifications(viewer, {})
    const [first] = items
    setClock(new Date('2030-01-01T10:00:00Z'))
    await markRead(viewer, { notificationId: String(first?.id) })
    setClock(new Date('2030-01-02T10:00:00Z'))
    await markRead(viewer, { notificationId: String(first?.id) })
    expect((await Notification.findById(first?.id).orFail()).readAt).toEqual(new Date('2030-01-01T10:00:00Z'))
    expect(await countUnread(viewer)).toBe(2)
    expect((await listNotifications(viewer, { show: 'unread' })).items).toHaveLength(2)
    expect(await markAllRead(viewer, {})).toEqual({ read: 2 })
    expect(await markAllRead(viewer, {})).toEqual({ read: 0 })
    expect(await countUnread(viewer)).toBe(0)
    expect(await titles(viewer)).toHaveLength(3)
  })

  it('all that had come until a moment leaves what came since', async () => {
    const viewer = await asStudent()
    await tell(viewer)
    const { createdAt } = await Notification.findOne().orFail()
    await Notification.collection.updateMany(
      {},
      { $set: { createdAt: new Date(createdAt.getTime() - 1000) } },
    )
    await tell(viewer)
    const until = new Date(createdAt.getTime() - 500).toISOString()
    expect(await markAllRead(viewer, { until })).toEqual({ read: 1 })
    expect(await countUnread(viewer)).toBe(1)
  })

  it('is one’s own: nobody else sees them, marks them or learns that they exist', async () => {
    const [viewer, other] = [await asStudent(), await asAdmin()]
    await tell(viewer)
    const notificationId = String((await Notification.findOne().orFail())._id)
    await expect(markRead(other, { notificationId })).rejects.toMatchObject({ code: 'not_found' })
    expect(await markAllRead(other, {})).toEqual({ read: 0 })
    expect((await listNotifications(other, {})).items).toEqual([])
    expect(await listNews(other, { ids: [notificationId] })).toEqual([])
    expect(await countUnread(viewer)).toBe(1)
    const visitor = asVisitor()
    for (const ask of [
      () => listNotifications(visitor, {}),
      () => countUnread(visitor),
      () => markRead(visitor, { notificationId }),
      () => markAllRead(visitor, {}),
      () => listNews(visitor, { ids: [] }),
      () => listOwnNotifications(visitor).next(),
    ])
      await expect(ask()).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('pages by what was seen last, and the number stops above 99', async () => {
    const viewer = await asStudent()
    for (let turn = 0; turn < 45; turn += 1) await tell(viewer, news(`Course ${turn}`))
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listNotifications(viewer, { cursor })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(new Set(seen).size).toBe(45)
    expect(seen).toHaveLength(45)
    const row = await Notification.findOne().lean()
    await Notification.insertMany(
      Array.from({ length: 80 }, (_, index) => ({ ...row, _id: undefined, key: `more:${index}` })),
    )
    expect(await countUnread(viewer)).toBe(100)
  })

  it.each([
    ['the list', { user: null, isListed: true }],
    ['those that are unread', { user: null, isListed: true, readAt: null }],
  ])('%s is read from its index, however many others have some', async (_name, filter) => {
    const viewer = await asStudent()
    for (let turn = 0; turn < 3; turn += 1) await tell(viewer)
    const row = await Notification.findOne().lean()
    const others = Array.from({ length: 300 }, (_, index) => ({
      ...row,
      _id: undefined,
      user: String(index).padStart(24, 'a'),
      key: 'x',
    }))
    await Notification.insertMany(others)
    const user = (await User.findOne({ _id: viewer.userId }).orFail())._id
    const plan = await Notification.find({ ...filter, user })
      .sort({ createdAt: -1, _id: -1 })
      .limit(21)
      .explain('executionStats')
    const { executionStats } = plan as unknown as { executionStats: { totalDocsExamined: number } }
    expect(executionStats.totalDocsExamined).toBeLessThanOrEqual(4)
    expect(JSON.stringify(plan)).not.toContain('"SORT"')
  })

  test('a row that does not fit its notice is left out, and the page stays', async () => {
    const viewer = await asStudent()
    await tell(viewer)
    await tell(viewer, news('Sailing'))
    await Notification.collection.updateOne({}, { $set: { params: { nonsense: true } } })
    expect(await titles(viewer)).toEqual(['Your certificate for “Sailing” is ready'])
  })

  test('a name from right to left keeps the sentence around it in order', async () => {
    const viewer = await asStudent()
    await tell(viewer, news('خبز منزلي'))
    expect(await titles(viewer)).toEqual(['Your certificate for “\u2068خبز منزلي\u2069” is ready'])
  })
})

describe('what happens in the academy', () => {
  const ofSort = (outcomes: { state: string }[]) => outcomes.filter(({ state }) => state !== 'done')

  it('approvals are told here; their letters are the account’s own', async () => {
    const admin = await asAdmin()
    const viewer = await asUser({
      role: 'instructor',
      application: { status: 'waiting', askedAt: new Date() },
    })
    await returnInstructor(admin, { userId: viewer.userId, reason: 'Tell us what you teach.' })
    expect(ofSort(await runDueJobs())).toEqual([])
    await User.updateOne({ _id: viewer.userId }, { 'application.status': 'waiting' })
    await approveInstructor(admin, { userId: viewer.userId })
    expect(ofSort(await runDueJobs())).toEqual([])
    expect((await listNotifications(viewer, {})).items).toMatchObject([
      { title: 'Your instructor account is approved', href: '/settings/account', isRead: false },
      { title: 'Your application to teach came back', detail: 'Tell us what you teach.' },
    ])
    expect(await letters(viewer)).toEqual([])
    expect(await MailOutbox.countDocuments({ kind: 'account' })).toBe(2)
  })

  it('a completed course and its certificate are two lines and one letter', async () => {
    const viewer = await asStudent()
    const { course } = await makeCourse({ title: 'Sailing' })
    const about = { userId: viewer.userId, courseId: course.id }
    await inTransaction(async () => {
      await emit(courseCompleted, { ...about, completedAt: new Date() })
      await emit(certificateIssued, { ...about, certificateId: course.id, serial: 'ABC-1' })
    })
    expect(ofSort(await runDueJobs())).toEqual([])
    expect(
      (await listNotifications(viewer, {})).items.map(({ title, href }) => [title, href]).sort(),
    ).toEqual([
      ['You have completed “Sailing”', `/learn/${course.slug}`],
      ['Your certificate for “Sailing” is ready', '/certificates/ABC-1'],
    ])
    const [letter, ...more] = await letters(viewer)
    expect(more).toEqual([])
    expect(letter).toMatchObject({
      subject: 'Your certificate for “Sailing” is ready',
      template: 'notice.certificateIssued',
    })
    expect(letter?.text).toContain('/certificates/ABC-1')
  })

  it('new lessons are told to who learns in the course, and to nobody else', async () => {
    const { course, lessons } = await makeCourse({ title: 'Sailing' })
    const [learner, left, late, stranger] = [
      await asStudent(),
      await asStudent(),
      await asStudent(),
      await asStudent(),
    ]
    await enroll(learner, { courseId: course.id })
    await enroll(left, { courseId: course.id })
    await Enrollment.updateOne({ user: left.userId }, { status: 'cancelled' })
    await enroll(late, { courseId: course.id })
    await Enrollment.updateOne({ user: late.userId }, { enrolledAt: new Date(Date.now() + 60_000) })
    const ids = lessons.slice(1).map(({ id }) => String(id))
    await inTransaction(() => emit(lessonsAdded, { courseId: course.id, lessonIds: ids }))
    expect(ofSort(await runDueJobs())).toEqual([])
    expect((await listNotifications(learner, {})).items).toMatchObject([
      {
        title: '2 new lessons in “Sailing”',
        detail: 'The first of them is “Lesson 2”.',
        href: `/learn/${course.slug}`,
      },
    ])
    for (const other of [left, late, stranger]) expect(await titles(other)).toEqual([])
  })

  it('of one lesson, the line leads to it; of none that is left, nothing is said', async () => {
    const { course, lessons } = await makeCourse({}, [
      { title: 'Knots' },
      { title: 'Wind', isPublished: false },
    ])
    const viewer = await asStudent()
    await enroll(viewer, { courseId: course.id })
    const [knots, wind] = lessons.map(({ id }) => String(id))
    await inTransaction(() => emit(lessonsAdded, { courseId: course.id, lessonIds: [String(wind)] }))
    await runDueJobs()
    expect(await titles(viewer)).toEqual([])
    await inTransaction(() => emit(lessonsAdded, { courseId: course.id, lessonIds: [String(knots)] }))
    await runDueJobs()
    expect((await listNotifications(viewer, {})).items).toMatchObject([
      { detail: '“Knots” is there now.', href: `/learn/${course.slug}/${knots}` },
    ])
  })

  it('many learners are told in steps, each once, also when a step dies in its middle', async () => {
    const { course, lessons } = await makeCourse()
    const people = await User.insertMany(
      Array.from({ length: 250 }, (_, index) => ({
        username: `many${index}`,
        usernameKey: `many${index}`,
        email: `many${index}@example.test`,
        emailVerifiedAt: new Date(),
        fullName: 'Robin Vale',
        role: 'student',
        preferences: { notify: { courseUpdate: { mail: 'now' } } },
      })),
    )
    const at = new Date(Date.now() - 1000)
    await Enrollment.insertMany(
      people.map(({ _id }) => ({ user: _id, course: course._id, enrolledAt: at, lastAccessedAt: at })),
    )
    const lessonIds = [String(lessons[0]?.id)]
    const first = { courseId: course.id, lessonIds, enrolledUntil: new Date(), after: null }
    const failing = inTransaction(async () => {
      await tellLearners(house, first)
      throw new Error('the process died')
    })
    await expect(failing).rejects.toThrow('the process died')
    expect(await Notification.countDocuments()).toBe(0)

    await inTransaction(() => emit(lessonsAdded, { courseId: course.id, lessonIds }))
    const outcomes = await runDueJobs()
    expect(ofSort(outcomes)).toEqual([])
    expect(outcomes.filter(({ name }) => name === 'notifications.tellLearners')).toHaveLength(3)
    expect(await Notification.countDocuments()).toBe(250)
    expect(await MailOutbox.countDocuments({ template: 'notice.lessonsAdded' })).toBe(250)

    await Job.updateMany(
      { name: 'notifications.tellLearners' },
      {
        state: 'waiting',
        dueAt: new Date(0),
        payload: { courseId: course.id, lessonIds, enrolledUntil: first.enrolledUntil, after: null },
      },
    )
    expect(ofSort(await runDueJobs())).toEqual([])
    expect(await Notification.countDocuments()).toBe(250)
    expect(await MailOutbox.countDocuments({ template: 'notice.lessonsAdded' })).toBe(250)
  })
})

describe('the daily letter', () => {
  const daily = async (timeZone = 'UTC') => {
    const viewer = await asStudent({ preferences: { locale: 'en', timeZone, theme: 'system' } })
    await chooseNotifications(viewer, { ...CHOSEN, certificate: { inApp: true, mail: 'daily' } })
    return viewer
  }
  beforeEach(() => setClock(new Date('2030-03-05T10:00:00Z')))

  it.each([
    ['2030-03-05T10:00:00Z', 'UTC', '2030-03-06T08:00:00.000Z'],
    ['2030-03-05T07:59:59Z', 'UTC', '2030-03-05T08:00:00.000Z'],
    ['2030-03-05T08:00:00Z', 'UTC', '2030-03-06T08:00:00.000Z'],
    ['2030-03-05T10:00:00Z', 'Asia/Kathmandu', '2030-03-06T02:15:00.000Z'],
    ['2030-03-05T10:00:00Z', 'America/Los_Angeles', '2030-03-05T16:00:00.000Z'],
    // Half past eleven on the eve of a day of 23 hours.
    ['2030-03-30T22:30:00Z', 'Europe/Berlin', '2030-03-31T06:00:00.000Z'],
  ])('what happens at %s in %s stands in the letter of %s', (at, zone, due) => {
    expect(nextDigest(new Date(at), zone).toISOString()).toBe(due)
  })

  it('says at eight in the person’s zone all that is new, once', async () => {
    const viewer = await daily('Asia/Tokyo')
    await tell(viewer, news('Sailing'))
    await tell(viewer, news('Baking bread'))
    expect(await letters(viewer)).toEqual([])
    setClock(new Date('2030-03-05T22:59:00Z'))
    expect(await writeDigests(house)).toEqual({ written: 0 })
    setClock(new Date('2030-03-05T23:00:00Z'))
    expect(ofRun(await runDueJobs())).toEqual([])
    await writeDigests(house)
    const [letter, ...more] = await letters(viewer)
    expect(more).toEqual([])
    expect(letter).toMatchObject({ subject: '2 things are new at TechElevate', template: 'notice.digest' })
    expect(letter?.text).toContain('“Sailing”')
    expect(letter?.text).toContain('“Baking bread”')
  })

  it('leaves out what was read here or switched off meanwhile; with nothing left there is none', async () => {
    const [reader, leaver, suspended] = [await daily(), await daily(), await daily()]
    for (const viewer of [reader, leaver, suspended]) await tell(viewer)
    await markAllRead(reader, {})
    await chooseNotifications(leaver, { ...CHOSEN, certificate: { inApp: true, mail: 'off' } })
    await suspendAccount(house, { userId: suspended.userId, reason: 'spam' })
    setClock(new Date('2030-03-06T08:00:00Z'))
    expect(await writeDigests(house)).toEqual({ written: 0 })
    expect(await Notification.countDocuments({ digestAt: { $exists: true } })).toBe(0)
  })

  it('that cannot be written keeps nobody else’s back, and is tried again a day later', async () => {
    const [broken, other] = [await daily(), await daily()]
    for (const viewer of [broken, other]) await tell(viewer)
    const { email } = await User.findById(broken.userId).orFail().lean()
    const key = { _id: toObjectId(broken.userId) }
    await User.collection.updateOne(key, { $set: { email: '' } })
    setClock(new Date('2030-03-06T08:00:00Z'))
    expect(await writeDigests(house)).toEqual({ written: 1 })
    expect(await letters(other)).toHaveLength(1)
    await User.collection.updateOne(key, { $set: { email } })
    expect(await writeDigests(house)).toEqual({ written: 0 })
    setClock(new Date('2030-03-07T08:00:00Z'))
    expect(await writeDigests(house)).toEqual({ written: 1 })
    expect(await letters(broken)).toHaveLength(1)
  })

  it('is written once by however many processes, and counts what does not fit', async () => {
    const viewer = await daily()
    for (let turn = 0; turn < 35; turn += 1) await tell(viewer, news(`Course ${turn}`))
    setClock(new Date('2030-03-06T08:00:00Z'))
    await Promise.all([writeDigests(house), writeDigests(house), writeDigests(house)])
    const [letter, ...more] = await letters(viewer)
    expect(more).toEqual([])
    expect(letter?.subject).toBe('35 things are new at TechElevate')
    expect(letter?.text).toContain('5 more are in your list.')
    await expect(writeDigests(viewer)).rejects.toMatchObject({ code: 'forbidden' })
  })

  const ofRun = (outcomes: { state: string }[]) => outcomes.filter(({ state }) => state !== 'done')
})

describe('the end of an account', () => {
  it('takes its notifications along, in steps, and no other’s', async () => {
    const [viewer, other] = [await asStudent(), await asStudent()]
    await tell(viewer)
    await tell(other)
    const row = await Notification.findOne({ user: viewer.userId }).lean()
    await Notification.insertMany(
      Array.from({ length: 600 }, (_, index) => ({ ...row, _id: undefined, key: `more:${index}` })),
    )
    await expect(eraseNotifications(viewer, { userId: viewer.userId })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await eraseNotifications(house, { userId: viewer.userId })
    expect(await Notification.countDocuments({ user: viewer.userId })).toBe(0)
    expect(await Notification.countDocuments({ user: other.userId })).toBe(1)
  })

  it('what was told goes into the export, in words', async () => {
    const viewer = await asStudent()
    await tell(viewer)
    const rows: unknown[] = []
    for await (const row of listOwnNotifications(viewer)) rows.push(row)
    expect(rows).toMatchObject([
      { title: 'Your certificate for “Baking bread” is ready', link: '/certificates/abc', readAt: null },
    ])
  })
})
