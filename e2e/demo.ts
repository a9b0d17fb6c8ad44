import type { SubmissionState } from '@/lib/assignments/constants'
import { connect } from '@/lib/platform/db/connect'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Course } from '@/models/course'
import { Lesson } from '@/models/lesson'
import { BankQuestion } from '@/models/question'
import { Submission } from '@/models/submission'
import { User } from '@/models/user'
import type { CourseOfTest, Person } from './database'

/** Somebody of the demo academy, to look and not to change anything: other tests look at them too. */
export async function demoPerson(username: string): Promise<Person> {
  await connect()
  const user = await User.findOne({ usernameKey: username }).select('username email fullName').lean().orFail()
  const { _id, email, fullName } = user
  return { userId: _id.toHexString(), username, email, fullName }
}

/** A course of the demo academy with its lessons, and their ids by title. */
export async function demoCourse(
  slug: string,
): Promise<CourseOfTest & { lessonIds: Record<string, string> }> {
  await connect()
  const { _id, title } = await Course.findOne({ slug }).select({ title: 1 }).lean().orFail()
  const rows = await Lesson.find({ course: _id }).select({ title: 1 }).lean()
  const lessons = rows.map((lesson) => ({ id: lesson._id.toHexString(), title: lesson.title }))
  const lessonIds = Object.fromEntries(lessons.map((lesson) => [lesson.title, lesson.id]))
  return { courseId: _id.toHexString(), slug, title, lessons, lessonIds }
}

/** One submission of a course in each of these states, where there is one. */
export async function demoSubmissions(
  courseId: string,
  states: readonly SubmissionState[],
): Promise<string[]> {
  const found: string[] = []
  for (const state of states) {
    const row = await Submission.findOne({ course: toObjectId(courseId), state })
      .select({ _id: 1 })
      .lean()
      .orFail()
    found.push(row._id.toHexString())
  }
  return found
}

/** The newest question in somebody's bank. */
export async function demoBankQuestion(username: string): Promise<string> {
  const { userId } = await demoPerson(username)
  const row = await BankQuestion.findOne({ owner: toObjectId(userId) })
    .sort({ _id: -1 })
    .select({ _id: 1 })
    .lean()
    .orFail()
  return row._id.toHexString()
}
