import '@/models'
import type { Role } from './fixtures'
import { Types } from 'mongoose'
import { suspendAccount } from '@/lib/accounts/commands/standing'
import { refreshListing } from '@/lib/courses/commands/listing'
import { enroll } from '@/lib/enrollments/commands'
import { keepCourseFile } from '@/lib/media/commands/course-files'
import { hashPassword } from '@/lib/platform/auth/password'
import { createSignIn, SIGN_IN_SECONDS } from '@/lib/platform/auth/sign-ins'
import { sealToken, sessionCookieName } from '@/lib/platform/auth/token'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { makeUnsubscribeToken } from '@/lib/notifications/unsubscribe-token'
import { connect } from '@/lib/platform/db/connect'
import { env } from '@/lib/platform/env'
import { makeCourse } from '@/lib/platform/testing/courses'
import { signedIn } from '@/lib/platform/testing/viewers'
import { leaveCourse } from '@/lib/progress/commands/leaving'
import { addDays } from '@/lib/progress/streak'
import { completeLesson } from '@/lib/progress/commands/lessons'
import { writeReview } from '@/lib/reviews/commands'
import { STARS } from '@/lib/reviews/constants'
import { ActivityDay } from '@/models/activity-day'
import type { LanguageCode } from '@/lib/utils/languages'
import { Course } from '@/models/course'
import { Enrollment } from '@/models/enrollment'
import { Job } from '@/models/job'
import type { LessonFields } from '@/models/lesson'
import { MailOutbox } from '@/models/mail-outbox'
import { Notification } from '@/models/notification'
import { Review } from '@/models/review'
import { User } from '@/models/user'

export const PASSWORD = 'seven calm rivers east'

let made = 0

/** A name nobody else in this run has; several workers write into one database. */
export function uniqueName(prefix = 'person'): string {
  made += 1
  return `${prefix}${process.pid}x${made}`
}

export type Facts = { isVerified?: boolean; fullName?: string; isApproved?: boolean }
export type Person = { userId: string; username: string; email: string; fullName: string }

async function makePerson(role: Exclude<Role, 'visitor'>, facts: Facts = {}): Promise<Person> {
  await connect()
  const username = uniqueName()
  const email = `${username}@example.test`
  const isInstructor = role === 'instructor' || role === 'otherInstructor'
  const isApproved = facts.isApproved ?? isInstructor
  const [user] = await User.create([
    {
      username,
      usernameKey: username,
      email,
      emailVerifiedAt: facts.isVerified === false ? undefined : new Date(),
      passwordHash: await hashPassword(PASSWORD),
      fullName: facts.fullName ?? 'Robin Vale',
      role: role === 'otherInstructor' ? ('instructor' as const) : role,
      approved: isApproved,
      application: isInstructor
        ? { status: isApproved ? ('approved' as const) : ('waiting' as const), askedAt: new Date() }
        : undefined,
      birthYear: 1990,
    },
  ])
  if (user === undefined) throw new Error('The person was not made.')
  return { userId: user._id.toHexString(), username, email, fullName: user.fullName }
}

/** The cookie of a new sign-in, as the sign-in page would set it. */
async function cookieOf(userId: string) {
  await connect()
  const value = await sealToken({ userId, signInId: await createSignIn(userId) }, SIGN_IN_SECONDS)
  return { name: sessionCookieName(), value, url: env().APP_URL, httpOnly: true, sameSite: 'Lax' as const }
}

/** The newest letter to an address, once there is one: what the person finds in their mailbox. */
async function newestLetter(
  to: string,
  template?: string,
): Promise<{ id: string; subject: string; text: string } | null> {
  await connect()
  const letter = await MailOutbox.findOne({ to, ...(template && { template }) })
    .sort({ createdAt: -1 })
    .select('subject text')
    .lean()
  return letter && { id: letter._id.toHexString(), subject: letter.subject, text: letter.text ?? '' }
}

/** The six digits of the newest letter with a code. */
async function codeFor(email: string, template = 'verifyEmail'): Promise<string> {
  const code = /^\d{6}/.exec((await newestLetter(email, template))?.subject ?? '')?.[0]
  if (code === undefined) throw new Error(`No letter of the kind ${template} holds a code for ${email}.`)
  return code
}

export type LessonFacts = Partial<LessonFields> & { title: string; _id?: Types.ObjectId }
export type CourseFacts = {
  title?: string
  instructor?: string
  status?: 'draft' | 'published' | 'archived'
  price?: { amount: number; currency: string }
  startDate?: Date
  endDate?: Date
  language?: LanguageCode
  subtitle?: string
  level?: 'Beginner' | 'Intermediate' | 'Advanced'
  publishedAt?: Date
  durationMinutes?: number
  timeZone?: string
  tags?: string[]
  coInstructors?: Types.ObjectId[]
  lessons?: LessonFacts[]
}
export type CourseOfTest = {
  courseId: string
  slug: string
  title: string
  lessons: { id: string; title: string }[]
}

const THREE_LESSONS = [
  { title: 'The first step' },
  { title: 'The second step', isPreview: true },
  { title: 'The last step' },
]

/** A course of a test's own; published long ago, so that it stands behind those of the demo academy. */
async function makeCourseOf(facts: CourseFacts = {}): Promise<CourseOfTest> {
  await connect()
  const { lessons = THREE_LESSONS, instructor, title = 'Walking in the mountains', ...rest } = facts
  const slug = uniqueName('course-')
  const teacher = instructor ?? (await makePerson('instructor', { fullName: 'Ines Okafor' })).userId
  const fields = {
    publishedAt: new Date('2020-02-02'),
    subtitle: 'How to come home safely, and with your knees whole',
    ...rest,
    title,
    slug,
    instructor: new Types.ObjectId(teacher),
  }
  const made = await makeCourse(
    fields,
    lessons.map((lesson) => ({ body: `## What this is about\n\nText of “${lesson.title}”.`, ...lesson })),
  )
  await refreshListing(systemViewer('browser test'), { courseId: made.course._id.toHexString() })
  return {
    courseId: made.course._id.toHexString(),
    slug,
    title,
    lessons: made.lessons.map((lesson) => ({ id: lesson._id.toHexString(), title: lesson.title })),
  }
}

/** A private file as a course keeps it, for a file lesson. */
async function keepFile(name: string, text: string): Promise<{ upload: Types.ObjectId }> {
  await connect()
  async function* bytes() {
    yield new TextEncoder().encode(text)
  }
  const file = { kind: 'file', name, bytes: bytes() } as const
  return { upload: new Types.ObjectId((await keepCourseFile(systemViewer('browser test'), file)).uploadId) }
}

/** Enrols by the command that the page's button runs; `done` lessons are marked by theirs. */
async function enrollIn(person: Person, course: CourseOfTest, done: number[] = []): Promise<void> {
  const viewer = await signedIn(person.userId)
  await enroll(viewer, { courseId: course.courseId })
  for (const index of done) {
    const lesson = course.lessons[index]
    if (lesson !== undefined) await completeLesson(viewer, { lessonId: lesson.id })
  }
}

/** What a learner of the course thinks of it; no page asks them yet. */
async function reviewCourse(
  person: Person,
  course: CourseOfTest,
  review: { rating: number; text: string },
): Promise<void> {
  await writeReview(await signedIn(person.userId), { courseId: course.courseId, ...review })
}

/** Many reviews of people who are gone since; the course's rating is theirs alone. Before its page is first opened. */
async function fillReviews(course: CourseOfTest, count: number): Promise<void> {
  await connect()
  const rows = Array.from({ length: count }, (_, index) => ({
    user: new Types.ObjectId(),
    course: new Types.ObjectId(course.courseId),
    rating: 5 - (index % 3),
    text: `Words of ${index + 1}.`,
    createdAt: new Date(Date.UTC(2026, 0, 1 + index)),
  }))
  await Review.insertMany(rows)
  const histogram = STARS.map((stars) => rows.filter(({ rating }) => rating === stars).length)
  const average = rows.reduce((sum, { rating }) => sum + rating, 0) / count
  await Course.updateOne({ _id: course.courseId }, { $set: { rating: { average, count, histogram } } })
}

/** A teacher's answer to every review of a course; no page takes it yet. */
async function answerReviews(course: CourseOfTest, { userId }: Person, text: string): Promise<void> {
  await connect()
  const reply = { by: new Types.ObjectId(userId), text, repliedAt: new Date() }
  await Review.updateMany({ course: course.courseId }, { $set: { reply } })
}

async function leave(person: Person, course: CourseOfTest, progress: 'keep' | 'erase'): Promise<void> {
  await leaveCourse(await signedIn(person.userId), { courseId: course.courseId, progress })
}

/** Days go by for one person: the clock is everybody's, so what they did moves into the past instead. */
async function letDaysPass(person: Person, days: number): Promise<void> {
  await connect()
  const user = new Types.ObjectId(person.userId)
  const earlier = (moment: Date) => new Date(moment.getTime() - days * 86_400_000)
  for (const { _id, enrolledAt, lastAccessedAt } of await Enrollment.find({ user }).lean()) {
    const moments = { enrolledAt: earlier(enrolledAt), lastAccessedAt: earlier(lastAccessedAt) }
    await Enrollment.updateOne({ _id }, { $set: moments })
  }
  for (const { _id, day, firstAt, lastAt } of await ActivityDay.find({ user }).sort({ day: 1 }).lean()) {
    const before = { day: addDays(day, -days), firstAt: earlier(firstAt), lastAt: earlier(lastAt) }
    await ActivityDay.updateOne({ _id }, { $set: before })
  }
}

/** What an admin does at the moment by no page of their own. */
async function suspend(person: Person, reason: string): Promise<void> {
  await connect()
  await suspendAccount(systemViewer('browser test'), { userId: person.userId, reason })
}

/** A job that was given up, as an admin finds it. */
async function makeDeadJob(): Promise<string> {
  await connect()
  const [job] = await Job.create([
    {
      name: 'browserTest.nothing',
      payload: {},
      state: 'dead',
      attempts: 8,
      lastError: 'It could not be done.',
    },
  ])
  if (job === undefined) throw new Error('The job was not made.')
  return job._id.toHexString()
}

/** A letter as the academy keeps it while it has no mail server. */
async function makeLetter(to: string): Promise<string> {
  await connect()
  const day = new Date(Date.now() + 86_400_000)
  const words = { subject: 'A letter', text: 'Words of a letter.', html: '<p>Words of a letter.</p>' }
  const [letter] = await MailOutbox.create([
    { to, kind: 'notice', template: 'browserTest', state: 'kept', deleteAt: day, ...words },
  ])
  if (letter === undefined) throw new Error('The letter was not made.')
  return letter._id.toHexString()
}

/** What becomes of a course that people learn in and that is taught no more; no page does it yet. */
async function archive({ courseId }: CourseOfTest): Promise<void> {
  await connect()
  await Course.updateOne({ _id: courseId }, { $set: { status: 'archived' } })
  await refreshListing(systemViewer('browser test'), { courseId })
}

/** A sign-in on one more device. */
async function signInOf(userId: string): Promise<string> {
  await connect()
  return createSignIn(userId)
}

let told = 0

/** Something a person is told of, written straight into the database, as another process of the academy would. */
async function makeNotification(
  person: Person,
  facts: { course?: string; link?: string } = {},
): Promise<string> {
  await connect()
  told += 1
  const [row] = await Notification.create([
    {
      user: new Types.ObjectId(person.userId),
      kind: 'certificate',
      notice: 'certificateIssued',
      params: { course: facts.course ?? 'Walking in the mountains' },
      link: facts.link ?? '/dashboard',
      key: `browserTest:${process.pid}:${told}`,
      deleteAt: new Date(Date.now() + 86_400_000),
    },
  ])
  if (row === undefined) throw new Error('The notification was not made.')
  return row._id.toHexString()
}

/** What the link at the end of a letter about certificates carries. */
function unsubscribeTokenOf({ userId }: Person): string {
  return makeUnsubscribeToken({ userId, scope: 'certificate' })
}

export const database = {
  makePerson,
  cookieOf,
  newestLetter,
  codeFor,
  makeCourse: makeCourseOf,
  keepFile,
  enrollIn,
  reviewCourse,
  fillReviews,
  answerReviews,
  leave,
  suspend,
  letDaysPass,
  makeDeadJob,
  makeLetter,
  archive,
  signInOf,
  makeNotification,
  unsubscribeTokenOf,
}
