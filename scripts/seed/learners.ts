import type { LanguageLevel } from '@/lib/accounts/constants'
import { findMyCertificate } from '@/lib/certificates/queries'
import { enroll } from '@/lib/enrollments/commands'
import { addNote, setBookmark } from '@/lib/notes/commands'
import { tellOfCertificate, tellOfCompletion } from '@/lib/notifications/commands/courses'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { leaveCourse } from '@/lib/progress/commands/leaving'
import { completeLesson, visitLesson } from '@/lib/progress/commands/lessons'
import { watchLesson } from '@/lib/progress/commands/watching'
import { writeReview } from '@/lib/reviews/commands'
import { hashOf } from '@/lib/utils/hue'
import { Certificate } from '@/models/certificate'
import { Enrollment } from '@/models/enrollment'
import { Note } from '@/models/note'
import { Notification } from '@/models/notification'
import { User } from '@/models/user'
import { addAccount, viewerOf } from './accounts'
import type { DemoCourse, DemoLesson } from './outlines'
import { AS_IT_WAS, at, began, earlier, isRecent, minutesAfter, momentOf, type Act } from './moments'
import { forgetWorkNews } from './news'
import { quizAct, runningAct, teacherActs, workActs, type Assessed } from './assessed'

/** What somebody did in a course; days are days ago, lessons are counted from 1. */
type Learning = {
  from: number
  /** The day on which each of the first lessons was done. */
  done: number[]
  /** The day on which the next lesson was opened. */
  open?: number
  left?: number
  review?: { daysAgo: number; rating: number; text: string }
  notes?: { lesson: number; second?: number; text: string }[]
  bookmarks?: number[]
} & Assessed
export type Learner = {
  username: string
  fullName?: string
  country?: string
  timeZone?: string
  native?: string[]
  learning?: Record<string, LanguageLevel>
  interests?: string[]
  /** The hour at which they learn, where they live. */
  hour: number
  courses: Record<string, Learning>
}
type Way = { viewer: Member; course: DemoCourse; told: Learning; hour: number }

const house = systemViewer('db:seed')
const LESSON_MINUTES = 17

/** Lets a person have learned. Courses they are in already stay as they have become. */
export async function addLearner(learner: Learner, courses: ReadonlyMap<string, DemoCourse>): Promise<void> {
  const { username, courses: told, hour, timeZone } = learner
  const daysAgo = Math.max(...Object.values(told).map(({ from }) => from))
  const userId = await addAccount(toAccount(learner), minutesAfter(momentOf(daysAgo, hour, timeZone), -30))
  const viewer = await viewerOf(userId)
  const known = await Enrollment.find({ user: toObjectId(userId) })
    .select({ course: 1 })
    .lean()
  const before = new Set(known.map(({ course }) => course.toHexString()))
  const acts = Object.entries(told).flatMap(([slug, learning]) => {
    const course = courses.get(slug)
    if (course === undefined || before.has(course.id)) return []
    return actsOf({ viewer, course, told: learning, hour }, hashOf(username + slug))
  })
  if (acts.length === 0) return
  const inOrder = acts.toSorted((a, b) => a.moment.getTime() - b.moment.getTime())
  // All of it or nothing: a seeding that was broken off is simply run again.
  await inTransaction(async () => {
    for (const { moment, run } of inOrder) await at(moment, run)
    for (const slug of Object.keys(told)) {
      const course = courses.get(slug)
      if (course?.teacher) await forgetWorkNews(userId, course.id)
    }
  })
  await User.updateOne({ _id: toObjectId(userId) }, { $max: { lastActiveAt: inOrder.at(-1)?.moment } })
}

function toAccount({ username, fullName, country, timeZone, native, learning, interests }: Learner) {
  return {
    role: 'student',
    email: `${username}@learners.example.com`,
    username,
    fullName: fullName ?? username,
    country,
    timeZone,
    nativeLanguages: native,
    learning: Object.entries(learning ?? {}).map(([language, level]) => ({ language, level })),
    interests,
  } as const
}

/** Everything a person did in one course, each at its moment. */
function actsOf(way: Way, seed: number): Act[] {
  const { viewer, course, told, hour } = way
  const { id: courseId, lessons } = course
  const on = (daysAgo: number, minutes: number) =>
    earlier(minutesAfter(momentOf(daysAgo, hour, viewer.timeZone), minutes + (seed % 23)), seed)
  const doneAt = told.done.map((daysAgo, index) => on(daysAgo, minutesInto(told, index)))
  const act = (moment: Date, run: () => Promise<unknown>): Act => ({ moment, run })
  const acts = [act(on(told.from, -12), () => enroll(viewer, { courseId }))]
  for (const [index, moment] of doneAt.entries()) {
    const lesson = lessons[index]
    if (lesson?.type === 'quiz') acts.push(quizAct(viewer, lesson, { moment, skill: told.skill }))
    else if (lesson !== undefined && lesson.type !== 'assignment')
      acts.push(...lessonActs(viewer, lesson, moment))
  }
  acts.push(...assessedActs(way, doneAt, (daysAgo) => on(daysAgo, 30)))
  const next = lessons[told.done.length]
  if (told.open !== undefined && next !== undefined)
    acts.push(act(on(told.open, LESSON_MINUTES), () => visitLesson(viewer, { lessonId: next.id })))
  for (const { lesson, second, text } of told.notes ?? []) {
    const noted = { lessonId: lessonId(course, lesson), atSecond: second ?? null, text }
    acts.push(act(minutesAfter(doneAt[lesson - 1] ?? began, -2), () => takeNote(viewer, noted)))
  }
  for (const lesson of told.bookmarks ?? []) {
    const mark = { lessonId: lessonId(course, lesson), atSecond: null, isSet: true }
    acts.push(act(minutesAfter(doneAt[lesson - 1] ?? began, -1), () => setBookmark(viewer, mark)))
  }
  const { review, left } = told
  if (review !== undefined) {
    const { daysAgo, rating, text } = review
    acts.push(act(on(daysAgo, 40), () => writeReview(viewer, { courseId, rating, text })))
  }
  if (left !== undefined)
    acts.push(act(on(left, 0), () => leaveCourse(viewer, { courseId, progress: 'keep' })))
  const last = doneAt.at(-1)
  if (last !== undefined) acts.push(act(minutesAfter(last, 1), () => tellIfCompleted(viewer, courseId)))
  return acts
}

/** What is handed in and graded, and what a teacher does for one learner. */
function assessedActs(
  { viewer, course, told }: Way,
  doneAt: readonly Date[],
  on: (daysAgo: number) => Date,
): Act[] {
  const { teacher } = course
  if (teacher === null) return []
  const acts = teacherActs({ viewer, teacher, course, on }, told)
  for (const [number, work] of Object.entries(told.works ?? {})) {
    const lesson = course.lessons[Number(number) - 1]
    const handedInAt = doneAt[Number(number) - 1] ?? began
    if (lesson?.assignment)
      acts.push(...workActs({ viewer, teacher, course, on }, lesson, { work, handedInAt }))
  }
  const next = course.lessons[told.done.length]
  if (told.running !== undefined && next !== undefined)
    acts.push(runningAct(viewer, next, { moment: on(told.running), skill: told.skill }))
  return acts
}

/** Lessons of one day follow each other. */
function minutesInto({ done }: Learning, index: number): number {
  const first = done.indexOf(done[index] ?? 0)
  return (index - first + 1) * LESSON_MINUTES
}

/** A lesson is opened and read; a film is played to its end, and counts as watched. */
function lessonActs(viewer: Member, lesson: DemoLesson, doneAt: Date): Act[] {
  const lessonId = lesson.id
  const openedAt = minutesAfter(doneAt, -6)
  const visits = isRecent(openedAt)
    ? [{ moment: openedAt, run: () => visitLesson(viewer, { lessonId }) }]
    : []
  const seconds = lesson.videoSeconds
  if (seconds === null)
    return [...visits, { moment: doneAt, run: () => completeLesson(viewer, { lessonId }) }]
  const beat = { lessonId, session: `seed-${lessonId}`, rate: 1, played: [] }
  const start = { ...beat, sequence: 1, isStart: true, isPlaying: true, position: 0 }
  const end = {
    ...beat,
    sequence: 2,
    isStart: false,
    isPlaying: false,
    position: seconds,
    played: [[0, seconds]] as const,
  }
  const playedAt = new Date(doneAt.getTime() - (seconds + 1) * 1000)
  return [
    ...visits,
    { moment: playedAt, run: () => watchLesson(viewer, start) },
    { moment: doneAt, run: () => watchLesson(viewer, end) },
  ]
}

function lessonId(course: DemoCourse, number: number): string {
  const lesson = course.lessons[number - 1]
  if (lesson === undefined) throw new Error(`${course.slug} has no lesson ${number}.`)
  return lesson.id
}

async function takeNote(viewer: Member, words: Parameters<typeof addNote>[1]): Promise<void> {
  const { id } = await addNote(viewer, words)
  await Note.updateOne({ _id: toObjectId(id) }, { $set: dates() }, AS_IT_WAS)
}

/** The jobs would say it too, as soon as the academy runs, but with that day's date; told twice, it is told once. */
async function tellIfCompleted(viewer: Member, courseId: string): Promise<void> {
  const { userId } = viewer
  const certificate = await findMyCertificate(viewer, { courseId })
  if (certificate === null) return
  const { serial } = certificate
  await Certificate.updateOne({ serial }, { $set: dates() }, AS_IT_WAS)
  if (!isRecent(now())) return
  await tellOfCompletion(house, { userId, courseId })
  await tellOfCertificate(house, { userId, courseId, serial })
  const told = { user: toObjectId(userId), course: toObjectId(courseId) }
  await Notification.updateMany(told, { $set: dates() }, AS_IT_WAS)
}

/** Rows that the database dates by its own clock get the date of what they tell of. */
function dates() {
  return { createdAt: now(), updatedAt: now() }
}
