/**
 * A process of its own beside the database of `teaching.ts`: fills a small and a large course, asks the same of both in
 * turns, and tells what it took.
 */
import '@/models'
import mongoose from 'mongoose'
import { recountDayOf } from '@/lib/analytics/commands/keeping'
import { getCourseFigures, getQuizFigures } from '@/lib/analytics/queries'
import { getGradeBook } from '@/lib/assignments/queries/book'
import { listQueueOfCourse } from '@/lib/assignments/queries/queue'
import { getAuthoredCourse } from '@/lib/courses/queries/authored-course'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { connect, disconnect } from '@/lib/platform/db/connect'
import { signedIn } from '@/lib/platform/testing/viewers'
import { getOwnGrades } from '@/lib/progress/queries/grades'
import { getCourseHome, getLesson } from '@/lib/progress/queries/learning'
import { getStudent } from '@/lib/progress/queries/student'
import { getStudentList } from '@/lib/progress/queries/students'
import { middle } from './report'
import { taughtCourse, type Size, type Taught } from './taught-course'

/** What was asked: milliseconds in the middle at each size, and how many calls of the database it makes at the larger. */
export type TaughtAnswer = { what: string; milliseconds: number[]; roundTrips: number }

const WARM_UP = 3
const ROUNDS = 15

type Asked = Taught & { teacher: Member; learner: Member }
const house = systemViewer('bench')
const QUESTIONS: Record<string, (asked: Asked) => Promise<unknown>> = {
  'students, by name': ({ teacher, courseId }) => getStudentList(teacher, { courseId, sort: 'name' }),
  'students at risk': ({ teacher, courseId }) =>
    getStudentList(teacher, { courseId, sort: 'activity', show: 'atRisk' }),
  'one student': ({ teacher, courseId, learnerId }) => getStudent(teacher, { courseId, userId: learnerId }),
  gradebook: ({ teacher, courseId }) => getGradeBook(teacher, { courseId, items: 0 }),
  'grading queue': ({ teacher, courseId }) => listQueueOfCourse(teacher, { courseId, view: 'waiting' }),
  'analytics of 30 days': ({ teacher, courseId }) => getCourseFigures(teacher, { courseId, range: 30 }),
  'analytics of a year': ({ teacher, courseId }) => getCourseFigures(teacher, { courseId, range: 365 }),
  'figures of a quiz': ({ teacher, courseId, quizId }) =>
    getQuizFigures(teacher, { courseId, lessonId: quizId }),
  curriculum: ({ teacher, courseId }) => getAuthoredCourse(teacher, { courseId }),
  'a learner’s course': ({ learner, slug }) => getCourseHome(learner, { slug }),
  'a learner’s grades': ({ learner, slug }) => getOwnGrades(learner, { slug }),
  'an article': ({ learner, slug, articleId }) => getLesson(learner, { slug, lessonId: articleId }),
  'an assignment': ({ learner, slug, assignmentId }) => getLesson(learner, { slug, lessonId: assignmentId }),
  'the job that counts a day': ({ courseId }) => recountDayOf(house, { courseId, at: now() }),
}

const [uri = '', ...sizes] = process.argv.slice(2)
await connect({ uri, database: 'taught' })
process.send?.(await measure(sizes.map((size) => JSON.parse(size) as Size)))
await disconnect()

async function measure(wanted: readonly Size[]): Promise<TaughtAnswer[]> {
  const courses: Asked[] = []
  for (const size of wanted) {
    const taught = await taughtCourse(size)
    const [teacher, learner] = [await signedIn(taught.teacherId), await signedIn(taught.learnerId)]
    courses.push({ ...taught, teacher, learner })
  }
  const answers: TaughtAnswer[] = []
  for (const [what, ask] of Object.entries(QUESTIONS)) answers.push(await take(what, ask, courses))
  return answers
}

async function take(
  what: string,
  ask: (asked: Asked) => Promise<unknown>,
  courses: readonly Asked[],
): Promise<TaughtAnswer> {
  const spent = courses.map((): number[] => [])
  let roundTrips = 0
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const [index, course] of courses.entries()) {
      roundTrips = 0
      mongoose.set('debug', () => (roundTrips += 1))
      const since = performance.now()
      await ask(course)
      if (round >= WARM_UP) spent[index]?.push(performance.now() - since)
    }
  }
  mongoose.set('debug', false)
  return { what, milliseconds: spent.map(middle), roundTrips }
}
