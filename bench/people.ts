import '@/models'
import { enroll } from '@/lib/enrollments/commands'
import { createSignIn, SIGN_IN_SECONDS } from '@/lib/platform/auth/sign-ins'
import { sealToken, sessionCookieName } from '@/lib/platform/auth/token'
import { connect } from '@/lib/platform/db/connect'
import { signedIn } from '@/lib/platform/testing/viewers'
import { Course } from '@/models/course'
import { Lesson } from '@/models/lesson'
import { User } from '@/models/user'

/** The bench is a second process on the academy's database: it finds what to ask for, and signs people in. */
export type Learner = { cookie: string; slug: string; lessonId: string }

/** The addresses of published courses, newest first. */
export async function courseSlugs(count: number): Promise<string[]> {
  await connect()
  const rows = await Course.find({ status: 'published' })
    .sort({ publishedAt: -1, _id: -1 })
    .limit(count)
    .select('slug')
    .lean()
  return rows.map(({ slug }) => slug)
}

/** Signs in so many people of the academy, as the sign-in page would. */
export async function cookiesOf(count: number): Promise<string[]> {
  await connect()
  const people = await User.find({ role: 'student' }).sort({ _id: -1 }).limit(count).select('_id').lean()
  return Promise.all(people.map(({ _id }) => cookieOf(_id.toHexString())))
}

/** The demo student, with a course and its first lesson. */
export async function demoLearner(): Promise<Learner> {
  await connect()
  const student = await User.findOne({ email: 'student@example.com' }).select('_id').lean()
  const course = await Course.findOne({ slug: 'reading-numbers' }).select('slug modules').lean()
  const [lessonId] = course?.modules[0]?.sections[0]?.lessonIds ?? []
  if (!student || !course || !lessonId || !(await Lesson.exists({ _id: lessonId })))
    throw new Error('The demo academy is not what it was.')
  await enroll(await signedIn(student._id.toHexString()), { courseId: course._id.toHexString() })
  return {
    cookie: await cookieOf(student._id.toHexString()),
    slug: course.slug,
    lessonId: lessonId.toHexString(),
  }
}

async function cookieOf(userId: string): Promise<string> {
  const token = await sealToken({ userId, signInId: await createSignIn(userId) }, SIGN_IN_SECONDS)
  return `${sessionCookieName()}=${token}`
}
