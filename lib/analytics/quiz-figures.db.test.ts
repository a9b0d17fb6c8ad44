import { Types } from 'mongoose'
import { expect, test } from 'vitest'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { makeQuizVersion, QUESTIONS } from '@/lib/platform/testing/quizzes'
import { asAdmin, asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { QuizAttempt } from '@/models/quiz-attempt'
import { QuizVersion } from '@/models/quiz-version'
import { getQuizFigures } from './queries'

useTestDatabase()

const [single, , trueFalse] = QUESTIONS
const at = now()
const stored = (answer: object) => ({ answer, sequence: 1, at })

/** A quiz of two questions; of each attempt what was chosen and said, by which version, and what it earned. */
async function scene() {
  const teacher = await asInstructor()
  const { course, lessons } = await makeCourse({ instructor: toObjectId(teacher.userId) }, [{ type: 'quiz' }])
  const [lesson] = lessons
  if (lesson === undefined) throw new Error('No lesson.')
  let number = 0
  const publish = async (questions: readonly object[]) => {
    number += 1
    await makeQuizVersion(lesson, { questions, number })
    return (await QuizVersion.findOne({ lesson: lesson._id, number }).lean())?._id
  }
  const answer = async (
    gradedBy: Types.ObjectId | undefined,
    option: 'opta1x' | 'optb1x' | null,
    value: boolean,
  ) => {
    const answers = {
      ...(option !== null && { single1: stored({ type: 'single', option }) }),
      truefalse1: stored({ type: 'trueFalse', value }),
    }
    await QuizAttempt.create([
      {
        ...{ user: new Types.ObjectId(), course: course._id, lesson: lesson._id, number: 1, seed: 'x' },
        ...{ version: gradedBy, gradedBy, state: 'finished', startedAt: at, finishedAt: at },
        ...{ questionIds: ['single1', 'truefalse1'], answers },
        points: { single1: option === 'opta1x' ? 1 : 0, truefalse1: value ? 1 : 0 },
      },
    ])
  }
  const ids = { courseId: course.id as string, lessonId: lesson.id as string }
  return { teacher, publish, answer, ids }
}

test('who teaches sees of each question how many answered, how hard it is, how well it tells, and what is wrong most', async () => {
  const { teacher, publish, answer, ids } = await scene()
  const version = await publish([single ?? {}, trueFalse ?? {}])
  for (let index = 0; index < 6; index += 1) await answer(version, 'opta1x', true)
  for (let index = 0; index < 3; index += 1) await answer(version, 'optb1x', false)
  await answer(version, null, false)
  const { attempts, questions } = await getQuizFigures(teacher, ids)
  expect(attempts).toBe(10)
  expect(questions).toEqual([
    {
      ...{ questionId: 'single1', type: 'single', prompt: 'Which one?', attempts: 10, answered: 9 },
      ...{ difficulty: 0.6, wrong: [{ text: 'Beta', count: 3 }] },
      discrimination: expect.closeTo(1) as number,
    },
    {
      ...{ questionId: 'truefalse1', type: 'trueFalse', prompt: 'Is it?', attempts: 10, answered: 10 },
      ...{ difficulty: 0.6, wrong: [{ text: 'false', count: 4 }] },
      discrimination: expect.closeTo(1) as number,
    },
  ])
})

test('a question counts in every version that grades it the same way, and in no other', async () => {
  const { teacher, publish, answer, ids } = await scene()
  const first = await publish([single ?? {}, trueFalse ?? {}])
  await answer(first, 'optb1x', true)
  const second = await publish([
    { ...single, prompt: 'Which one is it?' },
    { ...trueFalse, isTrue: false },
  ])
  await answer(second, 'optb1x', true)
  const { questions } = await getQuizFigures(teacher, ids)
  expect(questions).toMatchObject([
    { prompt: 'Which one is it?', attempts: 2, answered: 2, wrong: [{ text: 'Beta', count: 2 }] },
    { questionId: 'truefalse1', attempts: 1, answered: 1 },
  ])
})

test('others are refused, and a quiz of another course is not there', async () => {
  const { publish, ids } = await scene()
  await publish([single ?? {}])
  for (const viewer of [await asStudent(), await asInstructor()])
    await expect(getQuizFigures(viewer, ids)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(getQuizFigures(asVisitor(), ids)).rejects.toMatchObject({ code: 'unauthenticated' })
  const { course } = await makeCourse()
  await expect(
    getQuizFigures(await asAdmin(), { ...ids, courseId: course.id as string }),
  ).rejects.toMatchObject({ code: 'not_found' })
})
