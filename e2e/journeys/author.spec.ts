import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures'
import { draftOf, makeDraft } from '../drafts'

/** Of the form that a page begins with; below a lesson's there is another one. */
const saveState = (page: Page) => page.locator('[data-save-state]').first()
const saved = (page: Page) => expect(saveState(page)).toHaveAttribute('data-save-state', 'saved')
const titlesIn = (page: Page) => page.locator('[data-lesson] a').allInnerTexts()
const curriculumOf = (courseId: string) => `/instructor/courses/${courseId}/curriculum`
const ready = (page: Page) => expect(page.locator('[data-ready]')).toBeAttached()

test('an instructor writes a course from nothing, an admin publishes it, and learners see it', async ({
  as,
  expectAccessible,
}) => {
  const ines = await as('instructor')
  await ines.goto('/instructor')
  await ines.getByRole('link', { name: 'New course' }).first().click()
  await ines.getByLabel('Title').fill('Bread for two winters')
  await ines.getByRole('button', { name: 'Begin this course' }).click()
  await expect(ines.getByRole('heading', { level: 1, name: 'Bread for two winters' })).toBeVisible()

  await ines.getByLabel('Title of the module').fill('First things')
  await ines.getByRole('button', { name: 'Add a module' }).click()
  await ines.getByText('Add a lesson').click()
  await ines.getByLabel('Title of the lesson').fill('Flour')
  await ines.getByRole('button', { name: 'Add', exact: true }).first().click()
  await ines.getByRole('link', { name: 'Flour' }).click()
  await ines.getByRole('textbox', { name: 'Text' }).fill('Weigh the flour, not the **bag**.')
  await saved(ines)
  await ines.getByRole('link', { name: 'Preview as a learner' }).click()
  await expect(ines.locator('strong', { hasText: 'bag' })).toBeVisible()

  await ines.getByRole('link', { name: 'Back to writing' }).click()
  await ines.getByRole('link', { name: 'Publish', exact: true }).click()
  await ines.getByRole('button', { name: 'Hand in for review' }).click()
  await expect(ines.getByText('Something is still missing')).toBeVisible()
  await ines.getByRole('link', { name: 'Details', exact: true }).click()
  await ines.getByRole('textbox', { name: 'Description' }).fill('All of it, from flour to crust.')
  await saved(ines)
  await ines.getByRole('link', { name: 'Publish', exact: true }).click()
  await expect(ines.getByRole('listitem').filter({ hasText: 'At least one tag' })).toContainText('Missing')
  await ines.getByRole('link', { name: 'Details', exact: true }).click()
  await ines.getByLabel('Category').selectOption('Making')
  await ines.getByLabel('Tags').fill('bread')
  await saved(ines)
  await ines.getByRole('link', { name: 'Publish', exact: true }).click()
  await expectAccessible(ines)
  await ines.getByRole('button', { name: 'Hand in for review' }).click()
  await expect(ines.getByText('This course is in review')).toBeVisible()

  const admin = await as('admin')
  await admin.goto('/admin/courses')
  await admin.getByRole('link', { name: 'Bread for two winters' }).first().click()
  await expect(admin.getByText('everything in it is new')).toBeVisible()
  await expectAccessible(admin)
  await admin.getByRole('button', { name: 'Approve and publish' }).click()
  await expect(admin).toHaveURL(/\/admin\/courses$/)

  const learner = await as('student')
  await learner.goto('/courses/bread-for-two-winters')
  await expect(learner.getByRole('heading', { level: 1 })).toHaveText('Bread for two winters')
  await expect(learner.getByText('Flour', { exact: true })).toBeVisible()
})

test('a course that comes back says why, and the next revision shows an admin what has changed', async ({
  as,
  pageOf,
  database,
}) => {
  const person = await database.makePerson('instructor')
  const draft = await makeDraft(person, 'Sewing by hand')
  const page = await pageOf(person)
  const admin = await as('admin')
  const handIn = async () => {
    await page.goto(`/instructor/courses/${draft.courseId}/publish`)
    await page.getByRole('button', { name: 'Hand in for review' }).click()
    await expect(page.getByText('This course is in review')).toBeVisible()
  }
  await handIn()
  await admin.goto(`/admin/courses/${draft.courseId}`)
  await admin.getByLabel('What to change').fill('Say which needle.')
  await admin.getByRole('button', { name: 'Send back' }).click()
  await expect(admin).toHaveURL(/\/admin\/courses$/)
  await page.goto(`/instructor/courses/${draft.courseId}/curriculum`)
  await expect(page.getByText('Say which needle.')).toBeVisible()
  await handIn()
  await admin.goto(`/admin/courses/${draft.courseId}`)
  await admin.getByRole('button', { name: 'Approve and publish' }).click()
  await expect(admin).toHaveURL(/\/admin\/courses$/)

  await page.goto(`/instructor/courses/${draft.courseId}/lessons/${draft.lessons[0]?.id}`)
  await page.getByRole('textbox', { name: 'Text' }).fill('Weigh it twice.')
  await saved(page)
  await handIn()
  await admin.goto(`/admin/courses/${draft.courseId}`)
  await expect(admin.locator('ins')).toContainText('twice')
  await expect(admin.getByText('No detail has changed.')).toBeVisible()
})

test('two instructors who write the same text are asked which one stays, and other fields are not touched', async ({
  pageOf,
  database,
}) => {
  const person = await database.makePerson('instructor', { fullName: 'Ines Okafor' })
  const { courseId } = await makeDraft(person)
  const address = `/instructor/courses/${courseId}/details`
  const [one, other] = [await pageOf(person), await pageOf(person)]
  await one.goto(address)
  await other.goto(address)
  await expect(saveState(one)).toBeVisible()
  await expect(saveState(other)).toBeVisible()
  await one.getByLabel('Subtitle').fill('Of the first')
  await saved(one)
  await other.getByLabel('What learners need before').fill('An oven')
  await saved(other)
  await expect(other.getByLabel('Subtitle')).toHaveValue('Of the first')

  await one.getByLabel('Title', { exact: true }).fill('Title of the first')
  await saved(one)
  await other.getByLabel('Title', { exact: true }).fill('Title of the second')
  await expect(other.getByText('Ines Okafor changed the same thing meanwhile').first()).toBeVisible()
  await expect(other.getByRole('definition').filter({ hasText: 'Title of the first' })).toBeVisible()
  await other.getByRole('button', { name: 'Keep mine' }).click()
  await saved(other)
  await one.reload()
  await expect(one.getByLabel('Title', { exact: true })).toHaveValue('Title of the second')
  await expect(one.getByLabel('What learners need before')).toHaveValue('An oven')
})

test.describe('without a connection', () => {
  test.use({ expectedErrors: [/net::ERR_FAILED/] })

  test('what was typed survives a closed tab and is sent by the next one', async ({ pageOf, database }) => {
    const person = await database.makePerson('instructor')
    const { courseId, lessons } = await makeDraft(person)
    const address = `/instructor/courses/${courseId}/lessons/${lessons[0]?.id}`
    const page = await pageOf(person)
    const context = page.context()
    await page.goto(address)
    await expect(saveState(page)).toBeVisible()
    await page.route('**/api/authoring/**', (route) => route.abort())
    await page.getByRole('textbox', { name: 'Text' }).fill('Written in a tunnel.')
    await expect(saveState(page)).toHaveAttribute('data-save-state', 'offline')
    await page.close()
    const next = await context.newPage()
    await next.goto(address)
    await expect(next.getByRole('textbox', { name: 'Text' })).toHaveValue('Written in a tunnel.')
    await saved(next)
    await next.reload()
    await expect(next.getByRole('textbox', { name: 'Text' })).toHaveValue('Written in a tunnel.')
  })
})

test('a curriculum is made and put in order by the keyboard alone', async ({ pageOf, database }) => {
  const person = await database.makePerson('instructor')
  const { courseId } = await makeDraft(person)
  const page = await pageOf(person)
  await page.goto(curriculumOf(courseId))
  await ready(page)
  const handle = page.getByRole('button', { name: 'Move Flour. Use the arrow keys' })
  await handle.focus()
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => titlesIn(page)).toEqual(['Water', 'Flour'])
  await expect(handle).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByText('Flour: place 1 of 1 in Later things')).toBeAttached()
  await expect(handle).toBeFocused()
  await page.getByRole('button', { name: 'Rename Flour' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('Good flour')
  await page.keyboard.press('Enter')
  await expect.poll(() => titlesIn(page)).toEqual(['Water', 'Good flour'])
  await expect
    .poll(async () => (await draftOf(person, courseId)).lessons.map(({ title }) => title))
    .toEqual(['Water', 'Good flour'])
  await page.getByRole('button', { name: 'Remove Water' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Undo' }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => titlesIn(page)).toEqual(['Water', 'Good flour'])
})

test('a lesson is dragged into another module, and stays there', async ({ pageOf, database }) => {
  const person = await database.makePerson('instructor')
  const { courseId } = await makeDraft(person)
  const page = await pageOf(person)
  await page.goto(curriculumOf(courseId))
  await ready(page)
  await page
    .getByRole('button', { name: 'Move Flour. Use the arrow keys' })
    .dragTo(page.getByText('No lessons here yet.'))
  await expect(page.getByText('Flour: place 1 of 1 in Later things')).toBeAttached()
  await expect
    .poll(async () => (await draftOf(person, courseId)).lessons.map(({ title }) => title))
    .toEqual(['Water', 'Flour'])
})

test('of a long course every lesson is reached and moved, though far ones have no buttons yet', async ({
  pageOf,
  database,
}) => {
  const person = await database.makePerson('instructor')
  const lessons = Array.from({ length: 80 }, (_, at) => ({ title: `Lesson ${at + 1}` }))
  const { courseId } = await database.makeCourse({ instructor: person.userId, lessons })
  const page = await pageOf(person)
  await page.goto(curriculumOf(courseId))
  await ready(page)
  expect(await titlesIn(page)).toHaveLength(80)
  const handle = page.getByRole('button', { name: 'Move Lesson 41. Use the arrow keys' })
  await expect(handle).toHaveCount(0)
  const link = page.getByRole('link', { name: 'Lesson 41', exact: true })
  await link.focus()
  await expect(link).toBeFocused()
  await handle.focus()
  await page.keyboard.press('ArrowUp')
  await expect(page.getByText('Lesson 41: place 41 of 41 in Module 1')).toBeAttached()
  await expect(handle).toBeFocused()
  await expect
    .poll(async () => (await draftOf(person, courseId)).lessons.slice(39, 42).map(({ title }) => title))
    .toEqual(['Lesson 40', 'Lesson 41', 'Lesson 42'])

  // Dragged to where no row had a button as the drag began.
  const far = page.getByRole('link', { name: 'Lesson 75', exact: true })
  await page.getByRole('button', { name: 'Move Lesson 2. Use the arrow keys' }).hover()
  await page.mouse.down()
  await page.mouse.move(700, 500, { steps: 5 })
  await far.evaluate((link) => link.scrollIntoView({ block: 'center' }))
  await expect(page.getByRole('button', { name: 'Move Lesson 75. Use the arrow keys' })).toBeVisible()
  const { x, y } = (await far.boundingBox()) ?? { x: 0, y: 0 }
  await page.mouse.move(x + 20, y + 4, { steps: 5 })
  await page.mouse.move(x + 22, y + 5)
  await page.mouse.up()
  await expect
    .poll(async () => (await draftOf(person, courseId)).lessons.slice(72, 75).map(({ title }) => title))
    .toEqual(['Lesson 74', 'Lesson 2', 'Lesson 75'])
})

test('without scripts a course is written by its forms', async ({ pageOf, database }) => {
  const person = await database.makePerson('instructor')
  const page = await pageOf(person, { javaScriptEnabled: false })
  await page.goto('/instructor/courses/new')
  await page.getByLabel('Title').fill('Knots')
  await page.getByRole('button', { name: 'Begin this course' }).click()
  await page.getByLabel('Title of the module').fill('Ropes')
  await page.getByRole('button', { name: 'Add a module' }).click()
  await expect(page.getByRole('heading', { name: 'Ropes' })).toBeVisible()
  await page.getByText('Add a lesson').click()
  await page.getByLabel('Title of the lesson').fill('The bowline')
  await page.getByRole('button', { name: 'Add', exact: true }).first().click()
  await page.getByRole('link', { name: 'The bowline' }).click()
  await page.getByRole('textbox', { name: 'Text' }).fill('Round the tree.')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  // Loading it again would send the form again.
  await page.goto(page.url())
  await expect(page.getByRole('textbox', { name: 'Text' })).toHaveValue('Round the tree.')
})
