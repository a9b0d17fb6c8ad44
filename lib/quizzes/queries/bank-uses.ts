import 'server-only'
import type { Types } from 'mongoose'
import { listAuthoredCourses } from '@/lib/courses/queries/own-courses'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Lesson } from '@/models/lesson'
import { LessonRevision } from '@/models/lesson-revision'
import { Quiz } from '@/models/quiz'
import type { BankUse, BankUseCount } from '../bank-dto'

type Banked = { id: string; tags: readonly string[] }

/** Quizzes that are looked at for one page of a bank: far above what one person writes. */
const QUIZZES_MOST = 2_000

/**
 * In how many quizzes of the viewer's courses these questions of their bank are used, by question. Copies are found by the
 * link they keep, draws by tag: only those of courses that the viewer leads, because a draw reads its instructor's bank.
 */
export async function countBankUses(
  viewer: Viewer,
  questions: readonly Banked[],
): Promise<Map<string, BankUseCount>> {
  const { quizzes } = await readUses(viewer, questions)
  const count = (question: Banked): BankUseCount => {
    const uses = quizzes.map((quiz) => useOf(quiz, question))
    return {
      copies: uses.filter(({ versions }) => versions.length > 0).length,
      draws: uses.filter(({ isDrawn }) => isDrawn).length,
    }
  }
  return new Map(questions.map((question) => [question.id, count(question)]))
}

/** The quizzes of the viewer's courses that use this question of their bank, with their names. */
export async function listBankUses(viewer: Viewer, question: Banked): Promise<BankUse[]> {
  const { quizzes, titles } = await readUses(viewer, [question])
  const lesson = { $in: quizzes.map((quiz) => quiz.lesson) }
  const [written, published] = await Promise.all([
    LessonRevision.find({ lesson }).limit(QUIZZES_MOST).select({ lesson: 1, title: 1 }).lean(),
    Lesson.find({ _id: lesson }).limit(QUIZZES_MOST).select({ title: 1 }).lean(),
  ])
  const names = new Map([
    ...published.map((row) => [row._id.toHexString(), row.title] as const),
    ...written.map((row) => [row.lesson.toHexString(), row.title] as const),
  ])
  return quizzes.map((quiz): BankUse => {
    const [courseId, lessonId] = [quiz.course.toHexString(), quiz.lesson.toHexString()]
    const [courseTitle, lessonTitle] = [titles.get(courseId) ?? '', names.get(lessonId) ?? '']
    return { courseId, courseTitle, lessonId, lessonTitle, ...useOf(quiz, question) }
  })
}

type QuizRow = {
  lesson: Types.ObjectId
  course: Types.ObjectId
  isLed: boolean
  draft: { questions: { bank?: { questionId: string; version: number } }[]; draws: { tag: string }[] }
}

async function readUses(viewer: Viewer, questions: readonly Banked[]) {
  const courses = questions.length === 0 ? [] : await listAuthoredCourses(viewer)
  const led = new Set(courses.filter(({ isCoInstructor }) => !isCoInstructor).map(({ id }) => id))
  const titles = new Map(courses.map(({ id, title }) => [id, title]))
  if (courses.length === 0) return { quizzes: [], titles }
  const within = (ids: Iterable<string>) => ({ $in: [...ids].map(toObjectId) })
  const tags = [...new Set(questions.flatMap((question) => question.tags))]
  const rows = await Quiz.find({
    $or: [
      {
        'draft.questions.bank.questionId': { $in: questions.map(({ id }) => id) },
        course: within(titles.keys()),
      },
      { 'draft.draws.tag': { $in: tags }, course: within(led) },
    ],
  })
    .sort({ _id: -1 })
    .limit(QUIZZES_MOST)
    .select({ lesson: 1, course: 1, 'draft.questions.bank': 1, 'draft.draws.tag': 1 })
    .lean<Omit<QuizRow, 'isLed'>[]>()
  return {
    quizzes: rows.map((row): QuizRow => ({ ...row, isLed: led.has(row.course.toHexString()) })),
    titles,
  }
}

function useOf({ draft, isLed }: QuizRow, { id, tags }: Banked): Pick<BankUse, 'versions' | 'isDrawn'> {
  const copies = draft.questions.flatMap(({ bank }) => (bank?.questionId === id ? [bank.version] : []))
  return {
    versions: [...new Set(copies)].sort((one, other) => one - other),
    isDrawn: isLed && draft.draws.some(({ tag }) => tags.includes(tag)),
  }
}
