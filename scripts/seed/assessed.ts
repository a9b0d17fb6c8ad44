import { saveAssignmentDraft, handInAssignment } from '@/lib/progress/commands/assignment'
import { gradeSubmission, overrideGrade, returnSubmission } from '@/lib/progress/commands/grading'
import { handInQuiz, saveQuizAnswer, startQuiz } from '@/lib/progress/commands/quiz'
import { tellLearnerOfWork, tellTeachersOfWork } from '@/lib/notifications/commands/assignments'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { questionsOf } from '@/lib/quizzes/attempt'
import { accommodate } from '@/lib/quizzes/commands/accommodations'
import type { Question } from '@/lib/quizzes/schema/question'
import { QuizAttempt } from '@/models/quiz-attempt'
import { Submission } from '@/models/submission'
import { answerOf } from './answers'
import { at, earlier, minutesAfter, type Act } from './moments'
import { tellNow } from './news'
import type { DemoCourse, DemoLesson } from './outlines'

/** A piece of work of a learner, and what became of it; days are days ago. */
type Work = {
  text: string
  state: 'draft' | 'submitted' | 'returned' | 'reworked' | 'held' | 'released'
  savedDaysAgo?: number
  /** Why it was sent back. */
  returned?: string
  returnedDaysAgo?: number
  /** What was handed in after it came back. */
  second?: string
  secondDaysAgo?: number
  gradedDaysAgo?: number
  /** Of each criterion of the rubric the chosen level; without a rubric there are points. */
  levels?: string[]
  points?: number
  comment?: string
}
/** What of somebody's learning is answered, handed in and graded; lessons are counted from 1. */
export type Assessed = {
  /** From 0 to 1: how likely an answer is right. */
  skill?: number
  /** The day on which an attempt at the next lesson was begun that is still under way. */
  running?: number
  works?: Record<string, Work>
  accommodation?: {
    extraTimePercent: number
    extraAttempts: number
    laterDays: number
    daysAgo: number
    reason: string
  }
  override?: { lesson: number; points: number; daysAgo: number; reason: string }
}
type Scene = { viewer: Member; teacher: Member; course: DemoCourse; on: (daysAgo: number) => Date }

const house = systemViewer('db:seed')
const TRIES = 3
const MINUTES_PER_TRY = 9
const USUAL_SKILL = 0.6
/** Whoever saw what was right does better the next time. */
const LEARNED = 0.13

/** Attempts one after another until one passes, the last one ending at `moment`. */
export function quizAct(
  viewer: Member,
  lesson: DemoLesson,
  { moment, skill = USUAL_SKILL }: { moment: Date; skill?: number },
): Act {
  const tries = Math.min(TRIES, lesson.quiz?.settings.attempts ?? TRIES)
  const begin = minutesAfter(moment, -tries * MINUTES_PER_TRY)
  const run = async () => {
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const startedAt = minutesAfter(begin, attempt * MINUTES_PER_TRY)
      const attemptId = await answerAttempt(viewer, lesson, { startedAt, attempt, skill })
      const handedInAt = minutesAfter(startedAt, MINUTES_PER_TRY - 1)
      const { isPassed } = await at(handedInAt, () => handInQuiz(viewer, { lessonId: lesson.id, attemptId }))
      if (isPassed) return
    }
  }
  return { moment: begin, run }
}

/** An attempt of which half is answered. */
export function runningAct(
  viewer: Member,
  lesson: DemoLesson,
  { moment, skill = USUAL_SKILL }: { moment: Date; skill?: number },
): Act {
  const run = () => answerAttempt(viewer, lesson, { startedAt: moment, attempt: 0, skill, share: 0.5 })
  return { moment, run }
}

type Attempt = { startedAt: Date; attempt: number; skill: number; share?: number }

async function answerAttempt(
  viewer: Member,
  lesson: DemoLesson,
  { startedAt, attempt, skill, share = 1 }: Attempt,
): Promise<string> {
  const { attemptId } = await at(startedAt, () => startQuiz(viewer, { lessonId: lesson.id }))
  const questions = await askedIn(attemptId, lesson)
  const answered = questions.slice(0, Math.ceil(share * questions.length))
  for (const [index, question] of answered.entries()) {
    const who = `${viewer.username}:${attempt}`
    const answer = answerOf(question, { who, skill: skill + attempt * LEARNED })
    if (answer === null) continue
    const answeredAt = minutesAfter(startedAt, ((index + 1) * (MINUTES_PER_TRY - 2)) / questions.length)
    await at(answeredAt, () =>
      saveQuizAnswer(viewer, { attemptId, questionId: question.id, sequence: 1, answer }),
    )
  }
  return attemptId
}

async function askedIn(attemptId: string, { quiz }: DemoLesson): Promise<Question[]> {
  const row = await QuizAttempt.findById(attemptId).select({ questionIds: 1 }).lean()
  return quiz === null ? [] : questionsOf(quiz, row?.questionIds ?? [])
}

/** One piece of work from its first word to its grade. */
export function workActs(
  { viewer, teacher, course, on }: Scene,
  lesson: DemoLesson,
  { work, handedInAt }: { work: Work; handedInAt: Date },
): Act[] {
  const place = { courseId: course.id, lessonId: lesson.id }
  const words = (text: string) => ({ lessonId: lesson.id, text, link: '', version: 0 })
  const act = (moment: Date, run: () => Promise<unknown>): Act => ({ moment, run })
  if (work.state === 'draft')
    return [act(on(work.savedDaysAgo ?? 0), () => saveAssignmentDraft(viewer, words(work.text)))]
  const handIn = async (text: string) => {
    const { submissionId } = await handInAssignment(viewer, words(text))
    await tellNow(course.id, () => tellTeachersOfWork(house, { ...place, submissionId, at: now() }))
  }
  const acts = [act(handedInAt, () => handIn(work.text))]
  const { returned, returnedDaysAgo, second, secondDaysAgo, gradedDaysAgo } = work
  if (returned !== undefined && returnedDaysAgo !== undefined)
    acts.push(act(on(returnedDaysAgo), () => sendBack({ viewer, teacher, place }, returned)))
  if (second !== undefined && secondDaysAgo !== undefined)
    acts.push(act(on(secondDaysAgo), () => handIn(second)))
  if (gradedDaysAgo !== undefined)
    acts.push(act(earlier(on(gradedDaysAgo), 0), () => grade({ viewer, teacher, place }, lesson, work)))
  return acts
}

type Hands = { viewer: Member; teacher: Member; place: { courseId: string; lessonId: string } }

async function sendBack(hands: Hands, comment: string): Promise<void> {
  const { submissionId, version } = await lastWork(hands)
  const back = await returnSubmission(hands.teacher, { submissionId, version, comment })
  await tellLearner(hands, { submissionId, version: back.version, notice: 'workReturned' })
}

async function grade(hands: Hands, { assignment }: DemoLesson, work: Work): Promise<void> {
  const { submissionId, version } = await lastWork(hands)
  const { levels = [], points, comment = '', state } = work
  const choices = Object.fromEntries(
    (assignment?.rubric ?? []).flatMap(({ id, levels: known }) => {
      const level = known.find((each) => levels.includes(each.id))
      return level === undefined ? [] : [[id, level.id]]
    }),
  )
  const isReleased = state !== 'held'
  const graded = await gradeSubmission(hands.teacher, {
    submissionId,
    version,
    choices,
    points,
    comment,
    isReleased,
  })
  if (isReleased) await tellLearner(hands, { submissionId, version: graded.version, notice: 'gradeReleased' })
}

async function lastWork({ viewer, place }: Hands): Promise<{ submissionId: string; version: number }> {
  const row = await Submission.findOne({
    user: toObjectId(viewer.userId),
    lesson: toObjectId(place.lessonId),
  })
    .sort({ attempt: -1 })
    .select({ version: 1 })
    .lean()
  if (row === null) throw new Error(`${viewer.username} has handed nothing in.`)
  return { submissionId: row._id.toHexString(), version: row.version }
}

type WorkNews = { submissionId: string; version: number; notice: 'gradeReleased' | 'workReturned' }

async function tellLearner({ viewer, place }: Hands, news: WorkNews): Promise<void> {
  const { userId } = viewer
  await tellNow(place.courseId, () => tellLearnerOfWork(house, { ...place, ...news, userId }))
}

/** What a teacher does for one learner alone. */
export function teacherActs({ viewer, teacher, course, on }: Scene, told: Assessed): Act[] {
  const acts: Act[] = []
  const { accommodation, override } = told
  const place = { courseId: course.id, userId: viewer.userId }
  if (accommodation !== undefined) {
    const { daysAgo, ...given } = accommodation
    acts.push({ moment: on(daysAgo), run: () => accommodate(teacher, { ...place, ...given }) })
  }
  const lesson = override && course.lessons[override.lesson - 1]
  if (override !== undefined && lesson !== undefined) {
    const { points, reason, daysAgo } = override
    const run = () => overrideGrade(teacher, { ...place, lessonId: lesson.id, points, reason })
    acts.push({ moment: on(daysAgo), run })
  }
  return acts
}
