import type { Page } from '@playwright/test'
import { LESSON_TYPES } from '@/lib/courses/constants'
import { CLIP } from '@/lib/platform/testing/clips'
import { uniqueName } from '../database'
import { expect, hydrated, test } from '../fixtures'
import { addQuestion, builderOf, expectSaved } from '../quizzes'

/** What each lesson of the course is called, by its type and in its order. */
const TITLES = {
  article: 'Why bread rises',
  video: 'How dough is folded',
  file: 'The recipe to print',
  embed: 'A bakery at night',
  quiz: 'What you know now',
  assignment: 'Your first loaf',
} as const satisfies Record<(typeof LESSON_TYPES)[number], string>
const TYPE_NAMES = {
  article: 'Article',
  video: 'Video',
  file: 'File',
  embed: 'Embed',
  quiz: 'Quiz',
  assignment: 'Assignment',
} as const

const saved = (page: Page) =>
  expect(page.locator('[data-save-state]').first()).toHaveAttribute('data-save-state', 'saved')
const place = (page: Page, name: string) => page.getByRole('link', { name })

async function begin(page: Page, title: string): Promise<string> {
  await page.goto('/instructor/courses/new')
  await page.getByLabel('Title').fill(title)
  await page.getByRole('button', { name: 'Begin this course' }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  const courseId = /courses\/([0-9a-f]{24})/.exec(page.url())?.[1] ?? ''
  await page.getByLabel('Title of the module').fill('Bread')
  await page.getByRole('button', { name: 'Add a module' }).click()
  await page.getByText('Add a lesson').click()
  for (const type of LESSON_TYPES) {
    const form = page.getByRole('form', { name: 'Add a lesson' })
    await form.getByLabel('Title of the lesson').fill(TITLES[type])
    await form.getByLabel('Type').selectOption({ label: TYPE_NAMES[type] })
    await form.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(page.getByRole('link', { name: TITLES[type] })).toBeVisible()
  }
  return `/instructor/courses/${courseId}`
}

async function openLesson(page: Page, course: string, type: keyof typeof TITLES) {
  await page.goto(`${course}/curriculum`)
  await page.getByRole('link', { name: TITLES[type] }).click()
  await expect(page).toHaveURL(/\/lessons\/[0-9a-f]{24}$/)
  await hydrated(page)
}

/** What each type needs, by its own editor. */
const WRITE: Record<keyof typeof TITLES, (page: Page) => Promise<void>> = {
  article: async (page) => {
    await page.getByRole('textbox', { name: 'Text' }).fill('Yeast makes **gas**.')
    await saved(page)
  },
  video: async (page) => {
    await page.locator('input[type=file][accept*="video/mp4"]').setInputFiles(CLIP)
    await expect(page.getByText(/clip\.mp4, .* 0:10 long/)).toBeVisible({ timeout: 30_000 })
  },
  file: async (page) => {
    await page.locator('input[type=file][accept*=".csv"]').setInputFiles({
      name: 'recipe.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Flour, water, salt.'),
    })
    await expect(page.getByText('recipe.txt').first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'Remove the file' })).toBeVisible()
  },
  embed: async (page) => {
    await page.getByLabel('Address').fill('https://vimeo.com/76979871')
    await page.getByRole('button', { name: 'Use this address' }).click()
    await expect(page.getByText('Saved.', { exact: true })).toBeVisible()
  },
  quiz: async (page) => {
    const builder = builderOf(page)
    await addQuestion(builder, 'True or false', 'Yeast is alive.')
    await expectSaved(builder)
  },
  assignment: async (page) => {
    await page.getByRole('textbox', { name: 'Instructions' }).fill('Bake one and say how it went.')
    await expect(page.getByText('Saved.', { exact: true }).first()).toBeVisible()
  },
}

async function learn(page: Page, address: string, markAsDone: boolean) {
  await page.goto(address)
  await hydrated(page)
  if (markAsDone) await page.getByRole('button', { name: 'Done, next lesson' }).click()
}

async function takeQuiz(page: Page) {
  await page.getByRole('button', { name: 'Start the quiz' }).click()
  await page.getByLabel('True').check()
  await expect(page.locator('[data-state]').first()).toHaveText('Saved')
  await page.getByRole('button', { name: 'Hand in', exact: true }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Hand in now' }).click()
  await expect(page.getByText('Your result: 100%')).toBeVisible()
}

async function watch(page: Page) {
  const player = page.getByRole('region', { name: `Video: ${TITLES.video}` })
  await player.getByRole('combobox', { name: 'Speed' }).selectOption('2')
  await player.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(player.getByText('Watched. The lesson is done.')).toBeVisible({ timeout: 20_000 })
}

test('a course with every type of lesson goes from an empty page through an admin to a learner’s certificate', async ({
  as,
}) => {
  test.setTimeout(120_000)
  const title = `Bread for ${uniqueName('winters')}`
  const teacher = await as('instructor', { fullName: 'Ines Okafor' })
  const course = await begin(teacher, title)

  await test.step('the instructor writes every lesson', async () => {
    for (const type of LESSON_TYPES) {
      await openLesson(teacher, course, type)
      await WRITE[type](teacher)
    }
    await teacher.goto(`${course}/details`)
    await teacher.getByRole('textbox', { name: 'Description' }).fill('All of it, from flour to crust.')
    await teacher.getByLabel('Category').selectOption('Making')
    await teacher.getByLabel('Tags').fill('bread')
    await saved(teacher)
  })

  await test.step('an admin publishes it', async () => {
    await teacher.goto(`${course}/publish`)
    await teacher.getByRole('button', { name: 'Hand in for review' }).click()
    await expect(teacher.getByText('This course is in review')).toBeVisible()
    const admin = await as('admin')
    await admin.goto('/admin/courses')
    await admin.getByRole('link', { name: title }).first().click()
    await admin.getByRole('button', { name: 'Approve and publish' }).click()
    await expect(admin).toHaveURL(/\/admin\/courses$/)
  })

  const learner = await as('student', { fullName: 'Lena Learner' })
  const slug = title.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  const lessonPage = async (type: keyof typeof TITLES) => {
    await learner.goto(`/learn/${slug}`)
    const link = place(learner, TITLES[type]).first()
    return (await link.getAttribute('href')) ?? ''
  }

  await test.step('a learner enrols and does what can be done by oneself', async () => {
    await learner.goto(`/courses/${slug}`)
    await hydrated(learner)
    await learner.getByRole('button', { name: 'Enrol for free' }).first().click()
    await expect(learner).toHaveURL(new RegExp(`/learn/${slug}`))
    for (const type of ['article', 'file', 'embed'] as const)
      await learn(learner, await lessonPage(type), true)
    await learn(learner, await lessonPage('video'), false)
    await watch(learner)
    await learn(learner, await lessonPage('quiz'), false)
    await takeQuiz(learner)
  })

  await test.step('they hand in their work, which is graded and released', async () => {
    await learn(learner, await lessonPage('assignment'), false)
    await learner.getByLabel('Your text').fill('It rose.')
    await expect(learner.getByText('Saved.', { exact: true })).toBeVisible()
    await learner.getByRole('button', { name: 'Hand in', exact: true }).click()
    await learner.getByRole('alertdialog').getByRole('button', { name: 'Hand in', exact: true }).click()
    await expect(learner.getByText('Waits for its grade')).toBeVisible()
    await teacher.goto(`${course}/grading`)
    await teacher.getByRole('link', { name: /Grade Lena Learner/ }).click()
    await expect(teacher.getByText('It rose.')).toBeVisible()
    await hydrated(teacher)
    await teacher.getByLabel('Points').fill('80')
    await teacher.getByRole('button', { name: 'Save and show to the learner' }).click()
    await expect(teacher.getByText('The learner sees this grade.', { exact: false })).toBeVisible()
  })

  await test.step('the course is complete, and its certificate is there', async () => {
    await learner.goto(`/learn/${slug}`)
    await expect(learner.getByText(/100\s?%/).first()).toBeVisible()
    await learner
      .getByRole('link', { name: /certificate/i })
      .first()
      .click()
    await expect(learner).toHaveURL(/\/certificates\//)
    await expect(learner.getByRole('main').getByText('Lena Learner').first()).toBeVisible()
    await expect(learner.getByRole('main').getByText(title).first()).toBeVisible()
  })
})
