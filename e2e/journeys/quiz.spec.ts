import { Types } from 'mongoose'
import type { Page } from '@playwright/test'
import { makeQuizVersion, QUESTIONS } from '@/lib/platform/testing/quizzes'
import { QuizAttempt } from '@/models/quiz-attempt'
import type { CourseOfTest, database as Database, Person } from '../database'
import { expect, expectNoSidewaysScroll, hydrated, test } from '../fixtures'

async function quizOf(
  database: typeof Database,
  settings: object = {},
  questions: readonly object[] = QUESTIONS,
) {
  const course = await database.makeCourse({
    lessons: [{ title: 'What you know', type: 'quiz', body: 'Take your time.' }, { title: 'The end' }],
  })
  const lesson = new Types.ObjectId(course.lessons[0]?.id)
  await makeQuizVersion({ _id: lesson, course: new Types.ObjectId(course.courseId) }, { settings, questions })
  const person = await database.makePerson('student')
  await database.enrollIn(person, course)
  return { course, person, address: `/learn/${course.slug}/${lesson.toHexString()}` }
}

const question = (page: Page, number: number) => page.locator(`#question-${number}`)
const savedOf = (page: Page, number: number) => question(page, number).locator('[data-state]')
const attemptOf = (person: Person) => QuizAttempt.findOne({ user: new Types.ObjectId(person.userId) }).lean()
const answersOf = async (person: Person) =>
  ((await attemptOf(person))?.answers ?? {}) as Record<string, { sequence: number; answer: object }>

async function answerAll(page: Page) {
  await question(page, 1).getByLabel('Alpha').check()
  await question(page, 2).getByLabel('Gamma').check()
  await question(page, 2).getByLabel('Delta').check()
  await question(page, 3).getByLabel('True').check()
  await question(page, 4).getByLabel('Your answer').fill('secret-word')
  await question(page, 5).getByLabel('Your number').fill('8675309')
  for (const [index, entry] of ['first', 'second', 'third'].entries())
    await question(page, 6)
      .getByLabel(`Place of “${entry}”`)
      .selectOption(String(index + 1))
  for (const entry of ['one', 'two'])
    await question(page, 7).getByLabel(`Belongs to “${entry}”`).selectOption(`partner of ${entry}`)
  await question(page, 8).getByLabel('Gap 1').fill('hidden-word')
  await question(page, 8).getByLabel('Gap 2').selectOption('Zeta')
}

async function handIn(page: Page) {
  await page.getByRole('button', { name: 'Hand in', exact: true }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Hand in now' }).click()
}

async function start(page: Page, address: string) {
  await page.goto(address)
  await hydrated(page)
  await page.getByRole('button', { name: /Start the quiz|Try again/ }).click()
  await expect(page.getByRole('heading', { name: /Attempt \d/ })).toBeVisible()
}

test('a learner takes a quiz through a reload to a pass, and sees why', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const { person, address } = await quizOf(database, { showAnswers: 'afterHandIn' })
  const page = await pageOf(person)
  await page.goto(address)
  await expect(page.getByText('8 questions')).toBeVisible()
  expect(await page.content()).not.toContain('secret-word')
  await start(page, address)
  await expectAccessible(page, 'an attempt under way')
  await answerAll(page)
  for (const number of [1, 2, 3, 4, 5, 6, 7, 8]) await expect(savedOf(page, number)).toHaveText('Saved')
  await page.reload()
  await hydrated(page)
  await expect(question(page, 1).getByLabel('Alpha')).toBeChecked()
  await expect(question(page, 5).getByLabel('Your number')).toHaveValue('8675309')
  await expect(question(page, 6).getByLabel('Place of “third”')).toHaveValue('3')
  const html = await page.content()
  for (const secret of ['because-of-this', 'isTrue', 'accepted', 'not Beta'])
    expect(html).not.toContain(secret)
  await handIn(page)
  await expect(page.getByRole('heading', { name: 'Result of attempt 1' })).toBeVisible()
  await expect(page.getByText('9 of 9 points').first()).toBeVisible()
  await expect(page.getByText('because-of-this').first()).toBeVisible()
  await expect(page.getByText('You have done this lesson')).toBeVisible()
  await expectAccessible(page, 'the results of an attempt')
})

test.describe(() => {
  // What the browser says by itself of each message that did not go out.
  test.use({ expectedErrors: [/net::ERR_INTERNET_DISCONNECTED/] })

  test('answers given without a connection are kept through a reload and sent once it is back, in order', async ({
    pageOf,
    database,
  }) => {
    const { person, address } = await quizOf(database)
    const page = await pageOf(person)
    await start(page, address)
    await question(page, 1).getByLabel('Beta').check()
    await expect(savedOf(page, 1)).toHaveText('Saved')
    await page.route('**/api/me/attempts/**', (route) => route.abort('internetdisconnected'))
    await question(page, 1).getByLabel('Alpha').check()
    await question(page, 4).getByLabel('Your answer').fill('secret-word')
    await expect(savedOf(page, 4)).toHaveText('Kept in this browser until the connection is back.')
    expect(Object.keys(await answersOf(person))).toEqual(['single1'])
    await handIn(page)
    await expect(page.getByText('Your answers could not be sent.')).toBeVisible()
    await page.reload()
    await hydrated(page)
    await expect(question(page, 1).getByLabel('Alpha')).toBeChecked()
    await expect(question(page, 4).getByLabel('Your answer')).toHaveValue('secret-word')
    await page.unroute('**/api/me/attempts/**')
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await expect(savedOf(page, 4)).toHaveText('Saved')
    await expect(page.getByText('All answers are saved.')).toBeVisible()
    expect(await answersOf(person)).toMatchObject({
      single1: { sequence: 2, answer: { option: 'opta1x' } },
      short1: { answer: { text: 'secret-word' } },
    })
  })
})

test('the time runs out by the server’s clock: the page shows what was handed in', async ({
  pageOf,
  database,
}) => {
  const { person, address } = await quizOf(database, { timeLimitMinutes: 10 })
  const page = await pageOf(person)
  await start(page, address)
  await expect(page.getByRole('timer')).toHaveText(/^(10:00|9:\d\d)$/)
  await question(page, 1).getByLabel('Alpha').check()
  await expect(savedOf(page, 1)).toHaveText('Saved')
  // As if it had been begun ten minutes ago, all but two seconds.
  await QuizAttempt.updateOne(
    { user: new Types.ObjectId(person.userId) },
    { $set: { deadlineAt: new Date(Date.now() + 2_000) } },
  )
  await page.reload()
  await expect(page.getByText('Your time is over.').first()).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Result of attempt 1' })).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText('The time was over; this is what you had answered.')).toBeVisible()
  expect(await attemptOf(person)).toMatchObject({ state: 'finished', finishedBy: 'clock', earned: 1 })
})

test('without scripts the form is kept, then handed in whole', async ({ pageOf, database }) => {
  const { person, address } = await quizOf(database)
  const page = await pageOf(person, { javaScriptEnabled: false })
  await page.goto(address)
  await page.getByRole('button', { name: 'Start the quiz' }).click()
  await answerAll(page)
  await page.getByRole('button', { name: 'Save my answers' }).click()
  await expect(question(page, 4).getByLabel('Your answer')).toHaveValue('secret-word')
  expect(Object.keys(await answersOf(person))).toHaveLength(8)
  await handIn(page)
  await expect(page.getByText('9 of 9 points').first()).toBeVisible()
})

test('by keyboard alone, on a phone as well', async ({ pageOf, database }) => {
  const { person, address } = await quizOf(database, {}, QUESTIONS.slice(2, 3))
  const page = await pageOf(person, { viewport: { width: 390, height: 844 } })
  await start(page, address)
  await expectNoSidewaysScroll(page)
  await question(page, 1).getByLabel('True').focus()
  await page.keyboard.press('Space')
  await expect(savedOf(page, 1)).toHaveText('Saved')
  await page.getByRole('button', { name: 'Hand in', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Hand in now' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('1 of 1 points').first()).toBeVisible()
  await expectNoSidewaysScroll(page)
})

test('who may not take it sees no question of it', async ({ as, database }) => {
  const { address, course } = await quizOf(database)
  const check = async (page: Page, where: (course: CourseOfTest) => RegExp) => {
    await page.goto(address)
    await expect(page).toHaveURL(where(course))
    expect(await page.content()).not.toContain('Which one?')
  }
  await check(await as('visitor'), () => /\/login/)
  await check(await as('student'), ({ slug }) => new RegExp(`/courses/${slug}$`))
})
