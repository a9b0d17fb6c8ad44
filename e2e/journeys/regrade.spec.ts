import { Types } from 'mongoose'
import type { Page } from '@playwright/test'
import { QUESTIONS } from '@/lib/platform/testing/quizzes'
import { signedIn } from '@/lib/platform/testing/viewers'
import { handInQuiz, saveQuizAnswer, startQuiz } from '@/lib/progress/commands/quiz'
import { publishQuizzes, saveQuiz } from '@/lib/quizzes/commands/drafts'
import { getAuthoredQuiz } from '@/lib/quizzes/queries/authoring'
import { QuizDraft } from '@/lib/quizzes/schema/quiz'
import { Category } from '@/models/category'
import { Course } from '@/models/course'
import { Quiz } from '@/models/quiz'
import type { database as Database, Person } from '../database'
import { expect, expectNoSidewaysScroll, hydrated, test } from '../fixtures'

const [single] = QUESTIONS
const { options } = single as { options: { share: number }[] }
/** The same question with the other option right. */
const turned = { ...single, options: options.map((option) => ({ ...option, share: 100 - option.share })) }
const draftOf = (question: object) =>
  QuizDraft.parse({ settings: { showAnswers: 'afterHandIn' }, questions: [question], draws: [] })

/** A quiz that two learners have answered, one by Alpha, which is right, and one by Beta. */
async function sceneOf(database: typeof Database) {
  const teacher = await database.makePerson('instructor', { fullName: 'Ines Okafor' })
  const course = await database.makeCourse({
    instructor: teacher.userId,
    lessons: [{ title: 'What you know', type: 'quiz' }, { title: 'The end' }],
  })
  const lessonId = course.lessons[0]?.id ?? ''
  const lesson = new Types.ObjectId(lessonId)
  // Without these no course is handed in.
  const making = await Category.findOne({ slug: 'making' }).orFail()
  const details = {
    description: 'All of it.',
    category: making._id,
    categorySlug: making.slug,
    tags: ['reading'],
  }
  await Course.updateOne({ _id: course.courseId }, { $set: details })
  await Quiz.create([
    { lesson, course: new Types.ObjectId(course.courseId), version: 1, draft: draftOf(single ?? {}) },
  ])
  await publishQuizzes([lesson])
  const learners: Person[] = []
  for (const [fullName, option] of [
    ['Alma Reyes', 'opta1x'],
    ['Bo Lindqvist', 'optb1x'],
  ] as const) {
    const person = await database.makePerson('student', { fullName })
    await database.enrollIn(person, course)
    const viewer = await signedIn(person.userId)
    const { attemptId } = await startQuiz(viewer, { lessonId })
    const answer = { type: 'single', option } as const
    await saveQuizAnswer(viewer, { attemptId, questionId: 'single1', sequence: 1, answer })
    await handInQuiz(viewer, { lessonId, attemptId })
    learners.push(person)
  }
  const builder = `/instructor/courses/${course.courseId}/lessons/${lessonId}`
  return { teacher, course, lessonId, learners, builder, lesson: `/learn/${course.slug}/${lessonId}` }
}
type Scene = Awaited<ReturnType<typeof sceneOf>>

/** The teacher finds that Beta is right and writes so. */
async function turnKey({ teacher, lessonId }: Scene): Promise<void> {
  const viewer = await signedIn(teacher.userId)
  const { version } = await getAuthoredQuiz(viewer, { lessonId })
  await saveQuiz(viewer, { lessonId, version, draft: draftOf(turned) })
}

async function submit({ course }: Scene, teacher: Page): Promise<void> {
  await teacher.goto(`/instructor/courses/${course.courseId}/publish`)
  await hydrated(teacher)
  await teacher.getByRole('button', { name: 'Hand in for review' }).click()
  await expect(teacher.getByText('An admin looks at it.').first()).toBeVisible()
}

test('a key turns out to be wrong: who changes is shown, confirmed with a reason, and told to everybody concerned', async ({
  pageOf,
  as,
  database,
  expectAccessible,
}) => {
  const scene = await sceneOf(database)
  await turnKey(scene)
  const [teacher, admin] = [await pageOf(scene.teacher), await as('admin')]

  await test.step('the admin sees which answer was right and which is', async () => {
    await submit(scene, teacher)
    await admin.goto(`/admin/courses/${scene.course.courseId}`)
    await hydrated(admin)
    const question = admin.getByRole('group').filter({ hasText: 'Which one?' })
    await question.getByText('Which one?').click()
    await expect(question).toContainText('✗ Alpha')
    await expect(question).toContainText('✓ Beta')
    await expectAccessible(admin, 'what changed in a quiz')
    await admin.getByRole('button', { name: 'Approve and publish' }).click()
    await expect(admin).toHaveURL('/admin/courses')
  })

  await test.step('after publishing, the reminder leads to who would change', async () => {
    await teacher.reload()
    await teacher.getByRole('link', { name: 'What you know' }).click()
    await expect(teacher).toHaveURL(`${scene.builder}/regrade`)
    await hydrated(teacher)
    const rows = teacher.getByRole('table').getByRole('row')
    await expect(rows.nth(1)).toContainText(/Alma Reyes\D*100%\D*0%.*Lost/)
    await expect(rows.nth(2)).toContainText(/Bo Lindqvist\D*0%\D*100%.*Gained/)
    await expectAccessible(teacher, 'what a regrading would change')
  })

  await test.step('without a reason nothing happens; with one it is done, and said how far it is', async () => {
    await teacher.getByRole('checkbox', { name: 'Change the results of 2 learners' }).check()
    await teacher.getByLabel('Why?').fill('   ')
    await teacher.getByRole('button', { name: 'Grade anew' }).click()
    await expect(teacher.getByLabel('Why?')).toHaveAttribute('aria-invalid', 'true')
    await teacher.getByLabel('Why?').fill('Beta was right all along.')
    await teacher.getByRole('button', { name: 'Grade anew' }).click()
    await expect(teacher.getByText('Every attempt is graded by version 2.')).toBeVisible({ timeout: 30_000 })
    await expect(teacher.getByText('By version 2, 2 learners concerned')).toBeVisible()
    await expectAccessible(teacher, 'a regrading that is done')
    await teacher.goto(`/instructor/courses/${scene.course.courseId}/publish`)
    await expect(teacher.getByText('graded otherwise since')).toHaveCount(0)
  })

  await test.step('the learner finds the new result, who changed it and why, and keeps what is done', async () => {
    const page = await pageOf(scene.learners[0] ?? null)
    await page.goto(scene.lesson)
    await expect(page.getByText('Your result: 0%')).toBeVisible()
    await expect(page.getByText('You have done this lesson')).toBeVisible()
    const trail = page.getByRole('region', { name: 'Changes of the grade' })
    await expect(trail).toContainText(/Graded anew\s*100 → 0\s*Ines Okafor/)
    await expect(trail).toContainText('Beta was right all along.')
    await expectAccessible(page, 'a result that was graded anew')
    await page.goto('/notifications')
    await expect(page.getByText('“What you know” was graded anew')).toBeVisible()
  })
})

test('without scripts, on a phone: shown, confirmed, and refused when something changed since it was shown', async ({
  pageOf,
  database,
}) => {
  const scene = await sceneOf(database)
  await turnKey(scene)
  await publishQuizzes([new Types.ObjectId(scene.lessonId)])
  const phone = { viewport: { width: 390, height: 844 } }
  const page = await pageOf(scene.teacher, { javaScriptEnabled: false, ...phone })
  await page.goto(`${scene.builder}/regrade`)
  await expectNoSidewaysScroll(page)
  await page.getByRole('checkbox').check()
  await page.getByLabel('Why?').fill('Beta was right all along.')
  // Somebody concerned hands another attempt in meanwhile.
  const viewer = await signedIn(scene.learners[1]?.userId ?? '')
  const { attemptId } = await startQuiz(viewer, { lessonId: scene.lessonId })
  const answer = { type: 'single', option: 'optb1x' } as const
  await saveQuizAnswer(viewer, { attemptId, questionId: 'single1', sequence: 1, answer })
  await handInQuiz(viewer, { lessonId: scene.lessonId, attemptId })
  await page.getByRole('button', { name: 'Grade anew' }).click()
  await expect(page.getByText('Something changed since you looked')).toBeVisible()
  await expect(page.getByLabel('Why?')).toHaveValue('Beta was right all along.')

  await page.goto(`${scene.builder}/regrade`)
  await page.getByRole('checkbox').check()
  await page.getByLabel('Why?').fill('Beta was right all along.')
  await page.getByRole('button', { name: 'Grade anew' }).click()
  await expect(async () => {
    await page.goto(`${scene.builder}/regrade`)
    await expect(page.getByText('Every attempt is graded by version 2.')).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
})

test('left as it is, the reminder goes and no grade changes', async ({ pageOf, database }) => {
  const scene = await sceneOf(database)
  await turnKey(scene)
  await publishQuizzes([new Types.ObjectId(scene.lessonId)])
  const page = await pageOf(scene.teacher)
  await page.goto(scene.builder)
  await hydrated(page)
  await page.getByRole('link', { name: 'See who would change' }).click()
  await hydrated(page)
  await page.getByRole('button', { name: 'Leave all grades as they are' }).click()
  await expect(page.getByRole('button', { name: 'Leave all grades as they are' })).toBeHidden()
  await page.goto(scene.builder)
  await expect(page.getByRole('link', { name: 'See who would change' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Grade anew' })).toBeVisible()
})
