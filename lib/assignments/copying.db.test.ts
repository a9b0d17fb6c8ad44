import { beforeAll, expect, test } from 'vitest'
import { copyLesson, duplicateCourse } from '@/lib/courses/commands/copying'
import { updateLesson } from '@/lib/courses/commands/lessons'
import { getAuthoredCourse } from '@/lib/courses/queries/authored-course'
import { inTransaction } from '@/lib/platform/db/transaction'
import { toObjectId } from '@/lib/platform/db/object-id'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { QUESTIONS } from '@/lib/platform/testing/quizzes'
import { asInstructor } from '@/lib/platform/testing/viewers'
import { publishQuizzes, saveQuiz } from '@/lib/quizzes/commands/drafts'
import { registerQuizzes } from '@/lib/quizzes/lesson-part'
import { QuizDraft } from '@/lib/quizzes/schema/quiz'
import { Assignment } from '@/models/assignment'
import { Course } from '@/models/course'
import { Lesson } from '@/models/lesson'
import { Quiz } from '@/models/quiz'
import { saveAssignment } from './commands/authoring'
import { registerAssignments } from './lesson-part'
import { SaveAssignment } from './schema'

useTestDatabase()
beforeAll(() => {
  registerQuizzes()
  registerAssignments()
})

const draft = QuizDraft.parse({ settings: { attempts: 2 }, questions: QUESTIONS, draws: [] })

/** Two courses of one instructor; learners of the first have a quiz that its author has changed since. */
async function scene() {
  const teacher = await asInstructor()
  const instructor = toObjectId(teacher.userId)
  const { course, lessons } = await makeCourse({ instructor, title: 'As learners see it' }, [
    { title: 'Quiz', type: 'quiz' },
    { title: 'Essay', type: 'assignment' },
  ])
  const [quiz, essay] = lessons.map((lesson) => lesson.id as string)
  if (quiz === undefined || essay === undefined) throw new Error('No lessons.')
  await saveQuiz(teacher, {
    lessonId: quiz,
    version: 0,
    draft: { ...draft, questions: draft.questions.slice(0, 1) },
  })
  await inTransaction(() => publishQuizzes([toObjectId(quiz)]))
  await saveQuiz(teacher, { lessonId: quiz, version: 1, draft })
  await saveAssignment(teacher, SaveAssignment.parse({ lessonId: essay, version: 0, instructions: 'Write.' }))
  const other = await makeCourse({ instructor })
  return { teacher, quiz, essay, courseId: course.id as string, other: other.course }
}

test('a lesson that is copied into another course takes its quiz or assignment along, as a copy of its own', async () => {
  const { teacher, quiz, essay, other } = await scene()
  const place = { courseId: other.id as string, moduleId: String(other.modules[0]?._id) }
  const quizCopy = (await copyLesson(teacher, { lessonId: quiz, ...place })).lessonId
  const essayCopy = (await copyLesson(teacher, { lessonId: essay, ...place })).lessonId
  const copy = await Quiz.findOne({ lesson: quizCopy }).lean()
  expect(QuizDraft.parse(copy?.draft)).toEqual(draft)
  expect(copy).toMatchObject({ version: 1, publishedOf: null })
  expect(String(copy?.course)).toBe(other.id)
  expect(await Assignment.findOne({ lesson: essayCopy }).lean()).toMatchObject({
    instructions: 'Write.',
    course: other._id,
  })
  await saveQuiz(teacher, { lessonId: quizCopy, version: 1, draft: { ...draft, questions: [] } })
  expect(QuizDraft.parse((await Quiz.findOne({ lesson: quiz }).lean())?.draft)).toEqual(draft)
})

test('a duplicate of a course with unpublished changes holds what its author wrote last, quizzes too', async () => {
  const { teacher, quiz, courseId } = await scene()
  const course = await getAuthoredCourse(teacher, { courseId })
  const version = course.modules.flatMap(({ sections }) => sections.flatMap(({ lessons }) => lessons))[0]
    ?.version
  await updateLesson(teacher, { lessonId: quiz, version: version ?? 0, title: 'Quiz, as written last' })
  const copy = await duplicateCourse(teacher, { courseId })
  expect(await Course.findById(copy.courseId).lean()).toMatchObject({ status: 'draft' })
  const lesson = await Lesson.findOne({ course: copy.courseId, type: 'quiz' }).lean()
  expect(lesson?.title).toBe('Quiz, as written last')
  expect(QuizDraft.parse((await Quiz.findOne({ lesson: lesson?._id }).lean())?.draft)).toEqual(draft)
  expect((await Lesson.findById(quiz).lean())?.title).toBe('Quiz')
})
