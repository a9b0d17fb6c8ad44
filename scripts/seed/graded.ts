import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { saveAssignment } from '@/lib/assignments/commands/authoring'
import { AssignmentContent } from '@/lib/assignments/schema'
import { createLesson, updateLesson } from '@/lib/courses/commands/lessons'
import { publishCourse } from '@/lib/courses/commands/publishing'
import { submitCourse } from '@/lib/courses/commands/review'
import { getAuthoredCourse } from '@/lib/courses/queries/authored-course'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { saveBankQuestion } from '@/lib/quizzes/commands/bank'
import { saveQuiz } from '@/lib/quizzes/commands/drafts'
import { Question } from '@/lib/quizzes/schema/question'
import { QuizDraft } from '@/lib/quizzes/schema/quiz'
import { BankQuestion } from '@/models/question'
import { readDemo } from './files'
import { dayFromNow } from './moments'
import { forgetCourseNews } from './news'

/** A quiz or assignment at the end of a module, counted from 1; `dueInDays` from the day of seeding, before it negative. */
export type GradedLesson = {
  module: number
  title: string
  type: 'quiz' | 'assignment'
  minutes: number
  description: string
  text: string
  isRequired?: boolean
  dueInDays?: number
  quiz?: object
  assignment?: object
}

const house = systemViewer('db:seed')
const DUE_TIME = { time: '23:59', timeZone: 'Europe/Madrid' }

/**
 * What learners answer and hand in, which a folder of Markdown does not say: added to a course that nobody has seen yet
 * as its instructor would, and published with it.
 */
export async function publishWithGraded(teacher: Member, courseId: string, folder: string): Promise<void> {
  const lessons = await readGraded(folder)
  if (lessons.length === 0) return publishCourse(house, { courseId })
  await addBank(teacher)
  for (const lesson of lessons) await addGradedLesson(teacher, courseId, lesson)
  const { version } = await getAuthoredCourse(teacher, { courseId })
  await submitCourse(teacher, { courseId, version })
  await publishCourse(house, { courseId })
  await forgetCourseNews(courseId)
}

async function readGraded(folder: string): Promise<GradedLesson[]> {
  const text = await readFile(path.join(folder, 'graded.json'), 'utf8').catch(() => '[]')
  return JSON.parse(text) as GradedLesson[]
}

/** The questions that quizzes draw from, once. */
async function addBank(teacher: Member): Promise<void> {
  const banks = await readDemo<Record<string, object[]>>('bank.json')
  const questions = banks[teacher.username] ?? []
  if ((await BankQuestion.exists({ owner: teacher.userId })) !== null) return
  for (const question of questions)
    await saveBankQuestion(teacher, { version: 0, question: Question.parse(question) })
}

export async function addGradedLesson(
  teacher: Member,
  courseId: string,
  { module, title, type, text, ...told }: GradedLesson,
): Promise<void> {
  const { modules } = await getAuthoredCourse(teacher, { courseId })
  const moduleId = modules[module - 1]?.id
  const { lessonId, version } = await createLesson(teacher, {
    courseId,
    title,
    type,
    content: text,
    moduleId,
  })
  await updateLesson(teacher, {
    lessonId,
    version,
    description: told.description,
    durationMinutes: told.minutes,
    isRequired: told.isRequired ?? true,
  })
  if (told.quiz !== undefined)
    await saveQuiz(teacher, { lessonId, version: 0, draft: QuizDraft.parse(told.quiz) })
  if (told.assignment === undefined) return
  const due = told.dueInDays === undefined ? null : { day: dayFromNow(told.dueInDays), ...DUE_TIME }
  const content = AssignmentContent.parse({ ...told.assignment, due })
  await saveAssignment(teacher, { ...content, lessonId, version: 0 })
}
