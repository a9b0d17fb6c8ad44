/**
 * Makes, in the data folder that the environment names, a course with a quiz and a learner in it, and says on its output
 * where they are. For a specification whose server has a folder of its own: `node tsx e2e/shell/quiz-scene.ts`.
 */
import { Types } from 'mongoose'
import { disconnect } from '@/lib/platform/db/connect'
import { makeQuizVersion } from '@/lib/platform/testing/quizzes'
import { database } from '../database'

const course = await database.makeCourse({ lessons: [{ title: 'What you know', type: 'quiz' }] })
const lesson = new Types.ObjectId(course.lessons[0]?.id)
await makeQuizVersion({ _id: lesson, course: new Types.ObjectId(course.courseId) })
const person = await database.makePerson('student')
await database.enrollIn(person, course)
const cookie = await database.cookieOf(person.userId)
process.stdout.write(JSON.stringify({ path: `/learn/${course.slug}/${lesson.toHexString()}`, cookie }))
await disconnect()
