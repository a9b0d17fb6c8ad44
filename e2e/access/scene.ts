import { tokenOf } from '@/lib/platform/testing/api'
import { makeCertificate } from '../certificates'
import type { CourseOfTest, Person, database as Database } from '../database'
import type { Role } from '../fixtures'
import { makeWebhook, type WebhookOfTest } from '../webhooks'

/** From the one who may least to the one who may most. */
export const VISITORS = [
  'visitor',
  'student',
  'instructor',
  'otherInstructor',
  'admin',
] as const satisfies Role[]
export type Visitor = (typeof VISITORS)[number]

/** Who asks for what: `instructor` teaches every course below, `student` learns in some, `otherInstructor` in none. */
export type Scene = {
  people: Record<Exclude<Visitor, 'visitor'>, Person>
  /** Published; the student learns in it. */
  learned: CourseOfTest
  /** Published; nobody learns in it. */
  open: CourseOfTest
  /** Begins next year; the student is enrolled. */
  upcoming: CourseOfTest
  draft: CourseOfTest
  /** The student learned in it before. */
  archived: CourseOfTest
  paid: CourseOfTest
  letterId: string
  /** Serials of the student's certificates: one that counts, and one that was revoked. */
  certificate: string
  revokedCertificate: string
  /** The student’s. */
  notificationId: string
  unsubscribeToken: string
  webhook: WebhookOfTest
}

/** The same answer for all of them. */
export function everybody<const T>(answer: T): Record<Visitor, T> {
  return { visitor: answer, student: answer, instructor: answer, otherInstructor: answer, admin: answer }
}

export const UNKNOWN_ID = 'aaaaaaaaaaaaaaaaaaaaaaaa'

export async function makeScene(database: typeof Database): Promise<Scene> {
  const people = {
    student: await database.makePerson('student'),
    instructor: await database.makePerson('instructor'),
    otherInstructor: await database.makePerson('otherInstructor'),
    admin: await database.makePerson('admin'),
  }
  const instructor = people.instructor.userId
  const nextYear = new Date(Date.now() + 365 * 86_400_000)
  const scene = {
    people,
    learned: await database.makeCourse({ instructor }),
    open: await database.makeCourse({ instructor }),
    upcoming: await database.makeCourse({ instructor, startDate: nextYear }),
    draft: await database.makeCourse({ instructor, status: 'draft' }),
    archived: await database.makeCourse({ instructor }),
    paid: await database.makeCourse({ instructor, price: { amount: 1900, currency: 'EUR' } }),
    letterId: await database.makeLetter(people.student.email),
    certificate: '',
    revokedCertificate: '',
    notificationId: await database.makeNotification(people.student),
    unsubscribeToken: database.unsubscribeTokenOf(people.student),
    webhook: await makeWebhook(),
  }
  for (const course of [scene.learned, scene.upcoming, scene.archived])
    await database.enrollIn(people.student, course)
  await database.archive(scene.archived)
  scene.certificate = await makeCertificate(people.student, scene.learned)
  scene.revokedCertificate = await makeCertificate(people.student, scene.archived, { isRevoked: true })
  return scene
}

/** The id of a course's lesson, counted from 0; the second one is a free preview. */
export function lessonOf(course: CourseOfTest, index = 0): string {
  return course.lessons[index]?.id ?? ''
}

export async function headersOf(
  database: typeof Database,
  scene: Scene,
  visitor: Visitor,
): Promise<Record<string, string>> {
  if (visitor === 'visitor') return {}
  const { name, value } = await database.cookieOf(scene.people[visitor].userId)
  return { cookie: `${name}=${value}` }
}

/** As a program of theirs asks. */
export async function tokenHeadersOf(scene: Scene, visitor: Visitor): Promise<Record<string, string>> {
  if (visitor === 'visitor') return {}
  return { authorization: `Bearer ${await tokenOf(scene.people[visitor])}` }
}
