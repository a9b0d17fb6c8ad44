import { createHash } from 'node:crypto'
import { recountCourse, keepRetentions } from '@/lib/analytics/commands/keeping'
import { takeDeliveryStep } from '@/lib/announcements/commands/delivering'
import { publishAnnouncement } from '@/lib/announcements/commands/writing'
import type { To } from '@/lib/announcements/schema'
import { saveGradeRules } from '@/lib/assignments/commands/book-rules'
import type { SaveGradeRules } from '@/lib/assignments/schema'
import { tellOfAnnouncement } from '@/lib/notifications/commands/announcements'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { Enrollment } from '@/models/enrollment'
import { GradeBook } from '@/models/grade-book'
import { readDemo } from './files'
import { at, isRecent, momentOf } from './moments'
import { forgetAnnouncementNews, tellNow } from './news'
import type { DemoCourse } from './outlines'

/** What teachers say to all of a course; `weights` by lesson, counted from 1. */
type Taught = {
  rules: Pick<SaveGradeRules, 'missing' | 'dropLowest'> & { daysAgo: number; weights: Record<string, number> }
  announcements: { daysAgo: number; to: To; title: string; body: string }[]
}
type Announcing = { daysAgo: number; run: () => Promise<void> }

const house = systemViewer('db:seed')
const HOUR = 17

/**
 * The announcements of courses whose rules for grades are not written yet. Each is to be run when those who had enrolled
 * by its day are there, and nobody else.
 */
export async function announcementsToSend(courses: ReadonlyMap<string, DemoCourse>): Promise<Announcing[]> {
  const sending: Announcing[] = []
  for (const [course, { announcements }] of await taughtOf(courses))
    for (const [index, { daysAgo, ...words }] of announcements.entries())
      sending.push({ daysAgo, run: () => announce(course, { index, daysAgo, words }) })
  return sending
}

/** How the courses' totals are made: the last that is written of the teaching, so that a broken-off seeding goes on. */
export async function saveRules(courses: ReadonlyMap<string, DemoCourse>): Promise<void> {
  for (const [{ id, lessons, teacher }, { rules }] of await taughtOf(courses)) {
    const { daysAgo, ...rest } = rules
    const weights = Object.fromEntries(
      Object.entries(rest.weights).map(([number, weight]) => [lessons[Number(number) - 1]?.id ?? '', weight]),
    )
    const written = { ...rest, courseId: id, version: 0, weights }
    await at(momentOf(daysAgo, HOUR), () => saveGradeRules(teacher, written))
  }
}

/** Figures by day, which jobs would count within the first hour. */
export async function countFigures(): Promise<void> {
  const courses = await Enrollment.distinct('course')
  for (const course of courses) await recountCourse(house, { courseId: course.toHexString() })
  await keepRetentions(house)
}

type TaughtCourse = DemoCourse & { teacher: Member }

async function taughtOf(courses: ReadonlyMap<string, DemoCourse>): Promise<[TaughtCourse, Taught][]> {
  const told = await readDemo<Record<string, Taught>>('teaching.json')
  const taught: [TaughtCourse, Taught][] = []
  for (const [slug, teaching] of Object.entries(told)) {
    const course = courses.get(slug)
    const { id, teacher } = course ?? {}
    if (course === undefined || !id || !teacher) continue
    if ((await GradeBook.exists({ course: toObjectId(id) })) === null)
      taught.push([{ ...course, teacher }, teaching])
  }
  return taught
}

type Said = { index: number; daysAgo: number; words: { to: To; title: string; body: string } }

async function announce({ id, teacher }: TaughtCourse, { index, daysAgo, words }: Said): Promise<void> {
  // The same at every seeding, so that nothing is said twice.
  const announcementId = createHash('sha256').update(`${id}:${index}`).digest('hex').slice(0, 24)
  await inTransaction(() =>
    at(momentOf(daysAgo, HOUR, teacher.timeZone), async () => {
      await publishAnnouncement(teacher, { ...words, courseId: id, announcementId })
      await forgetAnnouncementNews(announcementId)
      for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false)
        after = await deliver(id, announcementId, after)
    }),
  )
}

/** What is long ago is delivered without a word: nobody is told of it now. */
async function deliver(courseId: string, announcementId: string, after: string | null) {
  const step = { announcementId, after }
  if (!isRecent(now())) return (await takeDeliveryStep(house, step))?.next ?? null
  let next: string | null = null
  await tellNow(courseId, async () => {
    next = await tellOfAnnouncement(house, step)
  })
  return next
}
