import { Types } from 'mongoose'
import { recountCourse } from '@/lib/analytics/commands/keeping'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { makeAssignmentVersion } from '@/lib/platform/testing/assignments'
import { makeCourse } from '@/lib/platform/testing/courses'
import { makeUser } from '@/lib/platform/testing/factories'
import { makeQuizVersion, QUESTIONS, RIGHT_ANSWERS } from '@/lib/platform/testing/quizzes'
import { Course } from '@/models/course'
import { Enrollment } from '@/models/enrollment'
import { Grade } from '@/models/grade'
import { GradeLog } from '@/models/grade-log'
import { Lesson } from '@/models/lesson'
import { LessonProgress } from '@/models/lesson-progress'
import { ProgressEvent } from '@/models/progress-event'
import { QuizAttempt } from '@/models/quiz-attempt'
import { QuizVersion } from '@/models/quiz-version'
import { Submission } from '@/models/submission'
import { User } from '@/models/user'

/** A course with its learners: so many lessons, every tenth a quiz, every tenth an assignment. */
export type Size = { lessons: number; learners: number }
export type Taught = {
  size: Size
  courseId: string
  slug: string
  teacherId: string
  learnerId: string
  articleId: string
  quizId: string
  assignmentId: string
}

const DAY = 86_400_000
const ROWS = 5_000
const LEARNERS_PER_STEP = 100
/** Lessons that a learner of the larger course has done, at most: the first ones. */
const DONE_MOST = 60

/** Makes the course, or finds the one that an earlier run made. */
export async function taughtCourse(size: Size): Promise<Taught> {
  const slug = `bench-${size.lessons}-${size.learners}`
  const found = await Course.findOne({ slug }).select('_id').lean()
  if (found === null) await fill(slug, size)
  return read(slug, size)
}

async function read(slug: string, size: Size): Promise<Taught> {
  const course = await Course.findOne({ slug }).select('instructor').orFail().lean()
  // Of the middle of the list, neither the first nor the last.
  const [learner] = await Enrollment.find({ course: course._id })
    .sort({ _id: 1 })
    .skip(Math.floor(size.learners / 2))
    .limit(1)
    .select('user')
    .lean()
  const lessonOf = async (type: 'article' | 'quiz' | 'assignment') =>
    (await Lesson.findOne({ course: course._id, type }).sort({ _id: 1 }).select('_id').orFail().lean())._id
  return {
    size,
    slug,
    courseId: course._id.toHexString(),
    teacherId: String(course.instructor),
    learnerId: String(learner?.user),
    articleId: (await lessonOf('article')).toHexString(),
    quizId: (await lessonOf('quiz')).toHexString(),
    assignmentId: (await lessonOf('assignment')).toHexString(),
  }
}

type Row = Record<string, unknown>
type Made = Map<{ insertMany: (rows: Row[], options: object) => Promise<unknown> }, Row[]>
type LessonRow = { _id: Types.ObjectId; type: string }

async function fill(slug: string, { lessons, learners }: Size): Promise<void> {
  const teacher = await makeUser({ role: 'instructor', approved: true })
  const types = Array.from({ length: lessons }, (_, index) =>
    index % 10 === 4 ? 'quiz' : index % 10 === 7 ? 'assignment' : 'article',
  )
  const made = await makeCourse(
    { instructor: teacher._id, slug: `${slug}-unfinished`, enrollmentCount: learners },
    types.map((type) => ({ type }) as object),
  )
  const course = made.course._id
  const rows = made.lessons.map(({ _id, type }) => ({ _id, type }))
  for (const { _id, type } of rows) {
    if (type === 'quiz') await makeQuizVersion({ _id, course })
    if (type === 'assignment') await makeAssignmentVersion({ _id, course })
  }
  const versions = await QuizVersion.find({ course }).select('lesson').lean()
  const versionOf = new Map(versions.map(({ _id, lesson }) => [lesson.toHexString(), _id]))
  for (let first = 0; first < learners; first += LEARNERS_PER_STEP) {
    const numbers = Array.from(
      { length: Math.min(LEARNERS_PER_STEP, learners - first) },
      (_, at) => first + at,
    )
    const step: Made = new Map()
    for (const number of numbers) addLearner(step, { course, rows, versionOf, slug, number })
    for (const [model, all] of step) await insert(model, all)
  }
  await recountCourse(systemViewer('bench'), { courseId: course.toHexString() })
  // Whole from now on: a run that was cut short begins anew.
  await Course.updateOne({ _id: course }, { $set: { slug } })
}

async function insert(
  model: Made extends Map<infer Model, Row[]> ? Model : never,
  all: Row[],
): Promise<void> {
  for (let from = 0; from < all.length; from += ROWS)
    await model.insertMany(all.slice(from, from + ROWS), { ordered: false })
}

type Scene = {
  course: Types.ObjectId
  rows: readonly LessonRow[]
  versionOf: ReadonlyMap<string, Types.ObjectId>
  slug: string
  number: number
}

/** One learner who enrolled some days ago and has done the first lessons, with all that belongs to it. */
function addLearner(made: Made, scene: Scene): void {
  const { course, rows, slug, number } = scene
  const user = new Types.ObjectId()
  const enrolledAt = new Date(now().getTime() - (1 + (number % 300)) * DAY)
  const done = rows.slice(0, number % Math.min(DONE_MOST, rows.length))
  const username = `${slug}-${number}`
  const add = (model: unknown, row: Row) => {
    const key = model as Parameters<typeof insert>[0]
    made.set(key, [...(made.get(key) ?? []), row])
  }
  add(User, {
    ...{ _id: user, fullName: `Learner ${number}`, username, usernameKey: username, role: 'student' },
    ...{ email: `${username}@example.test`, emailVerified: enrolledAt },
  })
  add(Enrollment, {
    ...{ user, course, enrolledAt, lastAccessedAt: enrolledAt, movedAt: enrolledAt, status: 'active' },
    ...{ nameKey: `learner ${number}`, progress: Math.floor((100 * done.length) / rows.length) },
    lastLesson: done.at(-1)?._id ?? null,
  })
  for (const [place, lesson] of done.entries()) {
    const at = new Date(enrolledAt.getTime() + place * 3_600_000)
    const own = { user, course, lesson: lesson._id }
    add(LessonProgress, { ...own, status: 'completed', percent: 100, startedAt: at, completedAt: at })
    for (const kind of ['lessonStarted', 'lessonCompleted'])
      add(ProgressEvent, { ...own, kind, at, percent: 0 })
    if (lesson.type === 'quiz') addAttempt(add, { own, at, version: scene.versionOf.get(String(lesson._id)) })
    if (lesson.type === 'assignment') addSubmission(add, { own, at, isWaiting: number % 3 === 0 })
  }
}

type Add = (model: unknown, row: Row) => void
type Own = { user: Types.ObjectId; course: Types.ObjectId; lesson: Types.ObjectId }

function addAttempt(
  add: Add,
  { own, at, version }: { own: Own; at: Date; version: Types.ObjectId | undefined },
) {
  const answered = Object.entries(RIGHT_ANSWERS).map(([id, answer]) => [id, { answer, sequence: 1, at }])
  const questionIds = QUESTIONS.map((question) => (question as { id: string }).id)
  add(QuizAttempt, {
    ...{ ...own, number: 1, version, gradedBy: version, seed: 'seed', questionIds, state: 'finished' },
    ...{ startedAt: at, finishedAt: at, finishedBy: 'learner', answers: Object.fromEntries(answered) },
    ...{ earned: 9, most: 9, percent: 100, isPassed: true },
    points: Object.fromEntries(questionIds.map((id) => [id, 1])),
  })
  add(Grade, {
    ...own,
    type: 'quiz',
    score: 10_000,
    attempt: 1,
    outOf: 10_000,
    passPercent: 60,
    isPassed: true,
  })
}

function addSubmission(add: Add, { own, at, isWaiting }: { own: Own; at: Date; isWaiting: boolean }) {
  const _id = new Types.ObjectId()
  const grade = { choices: [], points: 800, score: 800, outOf: 1_000, isPassed: true, by: own.course, at }
  add(Submission, {
    ...{
      _id,
      ...own,
      attempt: 1,
      version: 2,
      text: 'My way.',
      files: [],
      savedAt: at,
      submittedAt: at,
      answers: 1,
    },
    ...(isWaiting ? { state: 'submitted' } : { state: 'released', releasedAt: at, grade }),
  })
  if (isWaiting) return
  add(Grade, {
    ...own,
    type: 'assignment',
    score: 800,
    attempt: 1,
    outOf: 1_000,
    passPercent: 50,
    isPassed: true,
  })
  for (const act of ['graded', 'released'])
    add(GradeLog, { ...own, submission: _id, attempt: 1, act, after: 800, outOf: 1_000, at })
}
