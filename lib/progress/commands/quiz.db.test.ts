import { expect, test } from 'vitest'
import { enroll } from '@/lib/enrollments/commands'
import '@/lib/jobs'
import type { Member, Viewer } from '@/lib/platform/auth/viewer'
import { setClock } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { runDueJobs } from '@/lib/platform/jobs/runner'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { makeQuizVersion, QUESTIONS, RIGHT_ANSWERS } from '@/lib/platform/testing/quizzes'
import { asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { accommodate } from '@/lib/quizzes/commands/accommodations'
import type { Answer } from '@/lib/quizzes/schema/answer'
import { Certificate } from '@/models/certificate'
import { Course } from '@/models/course'
import { Enrollment } from '@/models/enrollment'
import { Grade } from '@/models/grade'
import { LessonProgress } from '@/models/lesson-progress'
import { ProgressEvent } from '@/models/progress-event'
import { QuizAttempt } from '@/models/quiz-attempt'
import { getLesson } from '../queries/learning'
import { leaveCourse } from './leaving'
import { completeLesson, reopenLesson } from './lessons'
import { handInQuiz, saveQuizAnswer, startQuiz } from './quiz'

useTestDatabase()

const START = new Date('2030-01-01T10:00:00Z')
const after = (minutes: number) => setClock(new Date(START.getTime() + minutes * 60_000))

async function scene(settings: object = {}, facts: object = {}) {
  setClock(START)
  const teacher = await asInstructor()
  const { course, lessons } = await makeCourse({ instructor: toObjectId(teacher.userId), ...facts }, [
    { type: 'quiz', title: 'The quiz' },
  ])
  const [lesson] = lessons
  if (lesson === undefined) throw new Error('No lesson.')
  await makeQuizVersion(lesson, { settings })
  const learner = await asStudent()
  await enroll(learner, { courseId: course.id })
  return { teacher, learner, course, lesson, lessonId: lesson.id as string }
}

type Right = keyof typeof RIGHT_ANSWERS
const right = (questionId: Right) => RIGHT_ANSWERS[questionId] as unknown as Answer
const save = (
  viewer: Viewer,
  attemptId: string,
  questionId: Right,
  { sequence = 1, answer = right(questionId) } = {},
) => saveQuizAnswer(viewer, { attemptId, questionId, sequence, answer })
async function answerAll(viewer: Viewer, attemptId: string) {
  for (const questionId of Object.keys(RIGHT_ANSWERS)) await save(viewer, attemptId, questionId as Right)
}
async function shown(
  viewer: Member,
  { course, lessonId }: { course: { slug: string }; lessonId: string },
  attempt: number | null = null,
) {
  const { content } = await getLesson(viewer, { slug: course.slug, lessonId, attemptNumber: attempt })
  if (content.type !== 'quiz') throw new Error('It is no quiz.')
  return content.quiz
}

test('a quiz answered right is passed, the lesson done, the course completed and its certificate there, once', async () => {
  const { learner, lessonId, course } = await scene()
  const { attemptId } = await startQuiz(learner, { lessonId })
  await answerAll(learner, attemptId)
  const results = await Promise.all(
    Array.from({ length: 6 }, () => handInQuiz(learner, { lessonId, attemptId })),
  )
  expect(results).toEqual(Array.from({ length: 6 }, () => ({ percent: 100, isPassed: true })))
  expect(await Enrollment.findOne({ course: course._id }).lean()).toMatchObject({
    status: 'completed',
    progress: 100,
  })
  expect(await Certificate.countDocuments()).toBe(1)
  const kinds = (await ProgressEvent.find().sort({ _id: 1 }).lean()).map(({ kind, cause, scorePercent }) => [
    kind,
    cause,
    scorePercent,
  ])
  expect(kinds).toEqual([
    ['lessonStarted', null, null],
    ['quizFinished', null, 100],
    ['lessonCompleted', 'passed', null],
    ['courseCompleted', null, null],
  ])
})

test('begun many times at once there is one attempt', async () => {
  const { learner, lessonId } = await scene({ attempts: 1 })
  const begun = await Promise.all(Array.from({ length: 8 }, () => startQuiz(learner, { lessonId })))
  expect(new Set(begun.map(({ attemptId }) => attemptId)).size).toBe(1)
  expect(await QuizAttempt.countDocuments()).toBe(1)
})

test('answers that come late, twice or out of order change nothing that came after them', async () => {
  const { learner, lessonId } = await scene()
  const { attemptId } = await startQuiz(learner, { lessonId })
  const text = (words: string) => ({ type: 'shortText', text: words }) as const
  const send = (sequence: number, words: string) =>
    save(learner, attemptId, 'short1', { sequence, answer: text(words) })
  expect(await send(1, 'a')).toEqual({ sequence: 1, isKept: true })
  expect(await send(3, 'c')).toEqual({ sequence: 3, isKept: true })
  expect(await send(2, 'b')).toEqual({ sequence: 3, isKept: false })
  expect(await send(3, 'c')).toEqual({ sequence: 3, isKept: true })
  expect(await send(3, 'other')).toEqual({ sequence: 3, isKept: false })
  const many = await Promise.all(
    Array.from({ length: 20 }, (_, index) => send(4 + ((index * 7) % 20), `w${(index * 7) % 20}`)),
  )
  expect(Math.max(...many.map(({ sequence }) => sequence))).toBe(23)
  const row = await QuizAttempt.findById(attemptId).lean()
  expect((row?.answers as Record<string, unknown>)['short1']).toMatchObject({
    sequence: 23,
    answer: { text: 'w19' },
  })
})

test('two questions answered at the same moment are both kept', async () => {
  const { learner, lessonId } = await scene()
  const { attemptId } = await startQuiz(learner, { lessonId })
  await Promise.all(
    Object.keys(RIGHT_ANSWERS).map((questionId) => save(learner, attemptId, questionId as Right)),
  )
  expect(await handInQuiz(learner, { lessonId, attemptId })).toMatchObject({ percent: 100 })
})

test('nothing right is sent before it may be seen, and then it is', async () => {
  const secrets = [
    'secret-word',
    'hidden-word',
    '8675309',
    'because-of-this',
    'share',
    'isTrue',
    'feedback',
    'accepted',
    'not Beta',
  ]
  const world = await scene({ showAnswers: 'afterHandIn' })
  const found = async () => {
    // What is right is written as Markdown that shows each sign as it is.
    const text = JSON.stringify(await shown(world.learner, world)).replaceAll('\\', '')
    return secrets.filter((secret) => text.includes(secret))
  }
  expect(await found()).toEqual([])
  const { attemptId } = await startQuiz(world.learner, world)
  expect(await found()).toEqual([])
  await save(world.learner, attemptId, 'single1', { answer: { type: 'single', option: 'optb1x' } })
  expect(await found()).toEqual([])
  await handInQuiz(world.learner, { ...world, attemptId })
  expect(await found()).toEqual(
    expect.arrayContaining(['secret-word', 'hidden-word', '8675309', 'because-of-this', 'not Beta']),
  )
})

test.each([
  ['never', [false, false, false]],
  ['afterPass', [false, true, true]],
  ['afterLastAttempt', [false, false, true]],
])(
  'with “%s” answers are shown after a failed, a passed and the last attempt: %j',
  async (showAnswers, expected) => {
    const world = await scene({ showAnswers, attempts: 3 })
    const seen: boolean[] = []
    for (const isRight of [false, true, false]) {
      const { attemptId } = await startQuiz(world.learner, world)
      if (isRight) await answerAll(world.learner, attemptId)
      await handInQuiz(world.learner, { ...world, attemptId })
      const quiz = await shown(world.learner, world)
      seen.push(quiz?.results?.questions[0]?.solution != null)
      expect(quiz?.results?.questions.map(({ earned }) => earned)[0]).toBe(isRight ? 1 : 0)
    }
    expect(seen).toEqual(expected)
  },
)

test('the server’s clock ends an attempt: late answers are refused, the rest counts, whoever looks first', async () => {
  const world = await scene({ timeLimitMinutes: 10 })
  const { learner, lessonId } = world
  const { attemptId } = await startQuiz(learner, { lessonId })
  await answerAll(learner, attemptId)
  const late = { sequence: 2, answer: { type: 'shortText', text: 'wrong' } as const }
  after(10)
  await save(learner, attemptId, 'short1', { ...late, answer: right('short1') as never })
  after(10.2)
  await expect(save(learner, attemptId, 'short1', { ...late, sequence: 3 })).rejects.toMatchObject({
    code: 'conflict',
    reason: 'quiz.time_over',
  })
  expect(await QuizAttempt.findById(attemptId).lean()).toMatchObject({
    state: 'finished',
    finishedBy: 'clock',
    finishedAt: new Date(START.getTime() + 600_000),
    percent: 100,
  })
  expect(await LessonProgress.findOne().lean()).toMatchObject({ status: 'completed' })
  expect(await Certificate.countDocuments()).toBe(1)
})

test('an attempt nobody looks at is finished by the job, and by a reader before it', async () => {
  for (const finishBy of ['job', 'reader']) {
    const world = await scene({ timeLimitMinutes: 10 })
    const { attemptId } = await startQuiz(world.learner, world)
    await save(world.learner, attemptId, 'single1')
    after(11)
    if (finishBy === 'job') await runDueJobs()
    else
      expect(await shown(world.learner, world)).toMatchObject({
        open: null,
        history: [{ finishedBy: 'clock', earned: 1 }],
      })
    expect(await QuizAttempt.findById(attemptId).lean()).toMatchObject({
      state: 'finished',
      earned: 1,
      most: 9,
    })
    expect(await runDueJobs().then((ran) => ran.every(({ state }) => state === 'done'))).toBe(true)
  }
})

test('an attempt that the course’s end closes on is still completed; no new one is begun', async () => {
  const endDate = new Date(START.getTime() + 5 * 60_000)
  const { learner, lessonId } = await scene({}, { endDate })
  const { attemptId } = await startQuiz(learner, { lessonId })
  after(6)
  await answerAll(learner, attemptId)
  expect(await handInQuiz(learner, { lessonId, attemptId })).toEqual({ percent: 100, isPassed: true })
  await expect(startQuiz(learner, { lessonId })).rejects.toMatchObject({ reason: 'quiz.course_over' })
})

test('extra time, attempts and later days come from one record, for an attempt under way too', async () => {
  const endDate = new Date(START.getTime() + 60 * 60_000)
  const world = await scene({ timeLimitMinutes: 10, attempts: 1 }, { endDate })
  const { teacher, learner, lessonId, course } = world
  const { attemptId } = await startQuiz(learner, { lessonId })
  const grant = {
    courseId: course.id as string,
    userId: learner.userId,
    extraTimePercent: 50,
    extraAttempts: 1,
    laterDays: 2,
  }
  await expect(accommodate(learner, grant)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(accommodate(await asInstructor(), grant)).rejects.toMatchObject({ code: 'forbidden' })
  await accommodate(teacher, grant)
  after(14)
  await save(learner, attemptId, 'single1')
  await runDueJobs()
  expect(await QuizAttempt.findById(attemptId).lean()).toMatchObject({ state: 'open' })
  after(16)
  await runDueJobs()
  expect(await QuizAttempt.findById(attemptId).lean()).toMatchObject({ state: 'finished', earned: 1 })
  after(24 * 60)
  expect(await shown(learner, world)).toMatchObject({
    timeLimitMinutes: 15,
    attemptsAllowed: 2,
    attemptsLeft: 1,
    obstacle: null,
  })
  await startQuiz(learner, { lessonId })
  await accommodate(teacher, { ...grant, extraTimePercent: 0, extraAttempts: 0, laterDays: 0 })
  after(24 * 60 + 30)
  await runDueJobs()
  await expect(startQuiz(learner, { lessonId })).rejects.toMatchObject({ reason: 'quiz.course_over' })
})

test.each([
  ['best', 100],
  ['last', 11.1],
  ['average', 55.5],
])('of two attempts the %s counts: %d %%', async (counts, percent) => {
  const world = await scene({ counts, attempts: 2, passPercent: 100 })
  for (const isRight of [true, false]) {
    const { attemptId } = await startQuiz(world.learner, world)
    if (isRight) await answerAll(world.learner, attemptId)
    else await save(world.learner, attemptId, 'single1')
    await handInQuiz(world.learner, { ...world, attemptId })
  }
  const quiz = await shown(world.learner, world)
  expect(quiz?.counted).toEqual({ percent, isPassed: percent === 100 })
  expect(quiz?.history.map((each) => each.percent)).toEqual([11.1, 100])
  expect(quiz?.obstacle).toBe('noAttemptsLeft')
  await expect(startQuiz(world.learner, world)).rejects.toMatchObject({ reason: 'quiz.no_attempts_left' })
})

test('who may not is refused, and nothing is written', async () => {
  const { learner, lessonId, course } = await scene()
  const { attemptId } = await startQuiz(learner, { lessonId })
  const stranger = await asStudent()
  const other = await asStudent()
  await enroll(other, { courseId: course.id })
  await expect(startQuiz(asVisitor(), { lessonId })).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(startQuiz(stranger, { lessonId })).rejects.toMatchObject({
    code: 'forbidden',
    reason: 'enrollment.required',
  })
  for (const viewer of [stranger, other]) {
    await expect(save(viewer, attemptId, 'single1')).rejects.toMatchObject({ code: 'not_found' })
    await expect(handInQuiz(viewer, { lessonId, attemptId })).rejects.toMatchObject({
      code: viewer === other ? 'not_found' : 'forbidden',
    })
  }
  expect(await QuizAttempt.find().lean()).toMatchObject([{ state: 'open', answers: {} }])
})

test('answers that cannot be answers are refused', async () => {
  const { learner, lessonId } = await scene()
  const { attemptId } = await startQuiz(learner, { lessonId })
  const send = (questionId: string, answer: unknown) =>
    expect(saveQuizAnswer(learner, { attemptId, questionId, sequence: 1, answer: answer as Answer })).rejects
  await send('single1', { type: 'single', option: 'optc1x' }).toMatchObject({
    code: 'invalid',
    reason: 'quiz.answer_shape',
  })
  await send('single1', { type: 'trueFalse', value: true }).toMatchObject({ code: 'invalid' })
  await send('nothing1', { type: 'trueFalse', value: true }).toMatchObject({ code: 'invalid' })
  await send('ordering1', { type: 'ordering', order: ['entry0x'] }).toMatchObject({ code: 'invalid' })
})

test('after handing in no answer is taken', async () => {
  const { learner, lessonId } = await scene()
  const { attemptId } = await startQuiz(learner, { lessonId })
  await handInQuiz(learner, { lessonId, attemptId })
  await expect(save(learner, attemptId, 'single1')).rejects.toMatchObject({
    code: 'conflict',
    reason: 'quiz.handed_in',
  })
})

test('a quiz is not done by hand, and not taken back', async () => {
  const { learner, lessonId } = await scene()
  await expect(completeLesson(learner, { lessonId })).rejects.toMatchObject({
    reason: 'lesson.quiz_not_passed',
  })
  await expect(reopenLesson(learner, { lessonId })).rejects.toMatchObject({
    reason: 'lesson.counts_by_result',
  })
})

test('an attempt keeps the questions it was begun with when the quiz is published anew', async () => {
  const world = await scene()
  const { attemptId } = await startQuiz(world.learner, world)
  await makeQuizVersion(world.lesson, { number: 2, questions: QUESTIONS.slice(0, 1) })
  expect((await shown(world.learner, world))?.open?.questions).toHaveLength(QUESTIONS.length)
  await answerAll(world.learner, attemptId)
  expect(await handInQuiz(world.learner, { ...world, attemptId })).toMatchObject({ percent: 100 })
  expect(await QuizAttempt.findById(attemptId).lean()).toMatchObject({ most: 9 })
})

test('an attempt under way is the same on every device: order of options and answers', async () => {
  const world = await scene()
  const { attemptId } = await startQuiz(world.learner, world)
  await save(world.learner, attemptId, 'ordering1', { sequence: 4 })
  const [once, again] = [await shown(world.learner, world), await shown(world.learner, world)]
  expect(again?.open?.questions).toEqual(once?.open?.questions)
  expect(once?.open?.questions.find(({ id }) => id === 'ordering1')).toMatchObject({
    sequence: 4,
    answer: right('ordering1'),
  })
})

test('who leaves and erases what they did has no attempts any more', async () => {
  const { learner, lessonId, course } = await scene()
  await startQuiz(learner, { lessonId })
  await leaveCourse(learner, { courseId: course.id as string, progress: 'erase' })
  expect(await QuizAttempt.countDocuments()).toBe(0)
})

test('a quiz of which nothing is published cannot be begun', async () => {
  setClock(START)
  const { course, lessons } = await makeCourse({}, [{ type: 'quiz' }])
  const learner = await asStudent()
  await enroll(learner, { courseId: course.id })
  await expect(startQuiz(learner, { lessonId: lessons[0]?.id as string })).rejects.toMatchObject({
    reason: 'quiz.not_published',
  })
  expect(await Course.countDocuments()).toBe(1)
})

test('what counts of a quiz stands in the gradebook, in percent', async () => {
  const { learner, lessonId } = await scene()
  const { attemptId } = await startQuiz(learner, { lessonId })
  await answerAll(learner, attemptId)
  await handInQuiz(learner, { lessonId, attemptId })
  expect(await Grade.find().lean()).toMatchObject([
    { type: 'quiz', score: 10_000, outOf: 10_000, isPassed: true, attempt: 1, override: null },
  ])
})
