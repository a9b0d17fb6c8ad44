import { Types } from 'mongoose'
import type { Locator, Page } from '@playwright/test'
import { Course } from '@/models/course'
import type { database as Database } from '../database'
import { expect, expectNoSidewaysScroll, hydrated, test } from '../fixtures'
import { drawing } from '../pictures'
import { addQuestion, expectSaved, makeEmptyQuiz, openBuilder, type QuizOfTest } from '../quizzes'

const part = (builder: Locator, name: string) => builder.getByLabel(name, { exact: true })
const ADDRESS = /^\/api\/uploads\/public\/[0-9a-f]{64}\.\w+#600x400$/

async function setPicture(page: Page, builder: Locator, label: string) {
  const chosen = page.waitForEvent('filechooser')
  await builder.getByRole('button', { name: `Picture for: ${label}` }).click()
  const file = { name: 'the-right-answer.png', mimeType: 'image/png', buffer: await drawing() }
  await (await chosen).setFiles(file)
}

async function writeQuestions(page: Page, builder: Locator) {
  await addQuestion(builder, 'Single choice', 'Which one is **green** and yellow?')
  await part(builder, 'Option 1').fill('A flag')
  await setPicture(page, builder, 'Option 1')
  await part(builder, 'What the picture shows').fill('Two halves')
  await part(builder, 'Option 2').fill('A `loop`')
  await builder.getByRole('button', { name: 'Add option' }).click()
  await part(builder, 'Option 3').fill('Neither')

  await addQuestion(builder, 'Several right', 'What is the area of a circle?')
  await part(builder, 'Option 1').fill('$\\pi r^2$')
  await part(builder, 'Option 2').fill('$\\frac{\\pi d^2}{4}$')
  await builder.getByRole('checkbox', { name: 'Right', exact: true }).nth(1).check()
  await part(builder, 'Option 3').fill('$2\\pi r$')
  await part(builder, 'Points').first().fill('2')

  await addQuestion(builder, 'True or false', 'Water is wet.')
  await part(builder, 'Explanation').fill('Ask *anybody* in the rain.')

  await addQuestion(builder, 'Short text', 'What is the capital of France?')
  await part(builder, 'Accepted answer 1').fill('Paris')
  await part(builder, 'Tags, separated by commas').fill('capitals')
  await builder.getByRole('button', { name: 'Put into my bank' }).click()
  await expect(page.getByText('It is in your bank now.')).toBeVisible()

  await addQuestion(builder, 'Number', 'How long is a marathon?')
  await part(builder, 'Number').fill('42.195')
  await part(builder, 'Off by at most').fill('0.2')
  await part(builder, 'Spellings of the unit, separated by commas').fill('km')

  await addQuestion(builder, 'Order', 'What comes first?')
  await part(builder, 'Place 1').fill('Flour')
  await part(builder, 'Place 2').fill('Oven')
  await builder.getByRole('button', { name: 'Move up: Place 2' }).click()
  await builder.getByRole('button', { name: 'Move down: Place 1' }).click()

  await addQuestion(builder, 'Matching', 'Which formula belongs to which shape?')
  await part(builder, 'Entry 1').fill('Square')
  await part(builder, 'Belongs to entry 1').fill('$a^2$')
  await part(builder, 'Entry 2').fill('Circle')
  await part(builder, 'Belongs to entry 2').fill('$\\pi r^2$')

  await addQuestion(builder, 'Gaps', 'Bread needs')
  await part(builder, 'Accepted answer 1').fill('flour')
  await expect(builder.getByText('Each gap needs its place in the text, once.').first()).toBeVisible()
  await builder.getByRole('button', { name: 'Add a gap to choose in' }).click()
  await part(builder, 'Option 1').fill('water')
  await part(builder, 'Option 2').fill('stones')
}

/** The gap whose place was typed over goes; the one that is left stands in the text. */
async function mendGaps(builder: Locator) {
  await builder.getByRole('button', { name: 'Remove gap 1' }).click()
  await builder.getByRole('button', { name: 'Add a gap to write in' }).click()
  await part(builder.getByRole('region', { name: 'Gap 2' }), 'Accepted answer 1').fill('flour')
}

async function publish({ courseId }: QuizOfTest, teacher: Page, admin: Page) {
  await teacher.goto(`/instructor/courses/${courseId}/publish`)
  await teacher.getByRole('button', { name: 'Hand in for review' }).click()
  await expect(teacher.getByText('This course is in review')).toBeVisible()
  await admin.goto(`/admin/courses/${courseId}`)
  await admin.getByRole('button', { name: 'Approve and publish' }).click()
  await expect(admin).toHaveURL(/\/admin\/courses$/)
}

async function learnerOf({ courseId, lessonId }: QuizOfTest, database: typeof Database) {
  const course = await Course.findById(new Types.ObjectId(courseId)).select({ slug: 1, title: 1 }).lean()
  const person = await database.makePerson('student')
  const { slug = '', title = '' } = course ?? {}
  await database.enrollIn(person, { courseId, slug, title, lessons: [] })
  return { person, address: `/learn/${slug}/${lessonId}` }
}

const asked = (page: Page, prompt: string) => page.locator('[data-question]').filter({ hasText: prompt })

async function answerAll(page: Page) {
  await asked(page, 'green').getByLabel('A flag').check()
  const area = asked(page, 'area of a circle')
  for (const formula of ['\\pi r^2', '\\pi d^2'])
    await area.locator('label').filter({ hasText: formula }).getByRole('checkbox').check()
  await asked(page, 'Water is wet').getByLabel('True').check()
  for (const field of await asked(page, 'capital of France').getByLabel('Your answer').all())
    await field.fill('paris')
  await asked(page, 'marathon').getByLabel('Your number').fill('42.2 km')
  await asked(page, 'comes first').getByLabel('Place of “Flour”').selectOption('1')
  await asked(page, 'comes first').getByLabel('Place of “Oven”').selectOption('2')
  const shapes = asked(page, 'which shape')
  await shapes.getByLabel('Belongs to “Square”').selectOption({ label: await rowWith(shapes, 'a^2') })
  await shapes.getByLabel('Belongs to “Circle”').selectOption({ label: await rowWith(shapes, 'pi r^2') })
  await asked(page, 'Bread needs').getByLabel('Gap 2').fill('flour')
  await asked(page, 'Bread needs').getByLabel('Gap 1').selectOption('water')
}

/** The row of the first list that holds these words; its letter is by chance. */
async function rowWith(question: Locator, words: string): Promise<string> {
  const rows = await question.locator('select').first().locator('option').allTextContents()
  return rows.find((row) => row.includes(words)) ?? ''
}

async function handIn(page: Page) {
  await page.getByRole('button', { name: 'Hand in', exact: true }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Hand in now' }).click()
}

test('an instructor makes a quiz of every kind by hand; who answers all right has all, who answers nothing nothing', async ({
  as,
  pageOf,
  database,
  expectAccessible,
}) => {
  test.slow()
  const person = await database.makePerson('instructor')
  const quiz = await makeEmptyQuiz(person, 'Bread and circles')
  const page = await pageOf(person)
  const builder = await openBuilder(page, quiz.address)

  await test.step('writes the rules, all eight kinds, and a draw from the bank', async () => {
    await part(builder, 'Pass mark in percent').fill('80')
    await writeQuestions(page, builder)
    await mendGaps(builder)
    await builder.getByRole('button', { name: 'Add a draw' }).click()
    await part(builder, 'Tag').fill('capitals')
    await expectSaved(builder)
    await expectAccessible(page, 'the builder of a quiz')
  })

  await test.step('sees it as a learner will, after a reload', async () => {
    await page.reload()
    await hydrated(page)
    await page.getByText('Preview as a learner', { exact: true }).last().click()
    const preview = page.locator('details[open]')
    await expect(preview.getByRole('img', { name: 'Two halves' })).toBeVisible()
    await expect(preview.getByRole('img', { name: 'Two halves' })).toHaveAttribute('src', ADDRESS)
    await expect(preview.locator('.katex').first()).toBeVisible()
    expect(await page.content()).not.toContain('the-right-answer')
  })

  await publish(quiz, page, await as('admin'))

  await test.step('a learner answers everything right, on a phone', async () => {
    const { person: learner, address } = await learnerOf(quiz, database)
    const phone = await pageOf(learner, { viewport: { width: 390, height: 844 } })
    await phone.goto(address)
    await hydrated(phone)
    await phone.getByRole('button', { name: 'Start the quiz' }).click()
    await expect(phone.getByRole('heading', { name: 'Attempt 1' })).toBeVisible()
    await expectNoSidewaysScroll(phone)
    await expectAccessible(phone, 'an attempt with pictures and formulas')
    await answerAll(phone)
    await handIn(phone)
    await expect(phone.getByText('Your result: 100%')).toBeVisible()
    await expect(phone.locator('em', { hasText: 'anybody' })).toBeVisible()
    await expectNoSidewaysScroll(phone)
  })

  await test.step('another hands in a blank attempt', async () => {
    const { person: learner, address } = await learnerOf(quiz, database)
    const blank = await pageOf(learner)
    await blank.goto(address)
    await hydrated(blank)
    await blank.getByRole('button', { name: 'Start the quiz' }).click()
    await handIn(blank)
    await expect(blank.getByText('Your result: 0%')).toBeVisible()
  })
})
