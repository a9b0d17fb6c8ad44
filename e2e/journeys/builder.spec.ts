import type { Page } from '@playwright/test'
import { publishCourse } from '@/lib/courses/commands/publishing'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { CLIP } from '@/lib/platform/testing/clips'
import { draftOf, makeDraft, makeSubmitted, makeThinned } from '../drafts'
import { expect, test } from '../fixtures'

const house = systemViewer('browser test')
const at = (courseId: string, place: string) => `/instructor/courses/${courseId}/${place}`
const ready = (page: Page) => expect(page.locator('[data-ready]')).toBeAttached()
const form = (page: Page, name: string) => page.getByRole('form', { name, exact: true })
const saved = (page: Page, name: string) =>
  expect(form(page, name).getByText('Saved', { exact: true })).toBeVisible()
/** Headings and lessons in the order of the page. */
const outline = (page: Page) => page.locator('[data-ready] :is(h3, [data-lesson] a)').allInnerTexts()

test('headings are made, named, moved, taken away and brought back by the keyboard alone', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const person = await database.makePerson('instructor')
  const { courseId } = await makeDraft(person)
  const page = await pageOf(person)
  await page.goto(at(courseId, 'curriculum'))
  await ready(page)
  const press = async (name: string, key = 'Enter') => {
    await page.getByRole('button', { name, exact: true }).focus()
    await page.keyboard.press(key)
  }
  for (const title of ['By hand', 'By machine']) {
    const first = page.getByRole('region', { name: 'First things' })
    const adding = first.getByRole('link', { name: 'Add a heading' })
    if ((await adding.getAttribute('aria-expanded')) === 'false') {
      await adding.focus()
      await page.keyboard.press('Enter')
    }
    await first.getByRole('textbox', { name: 'Heading' }).focus()
    await page.keyboard.type(title)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 3, name: title })).toBeVisible()
  }
  await expectAccessible(page, 'a curriculum with headings')

  await press('Move Water. Use the arrow keys', 'ArrowDown')
  await expect.poll(() => outline(page)).toEqual(['Flour', 'By hand', 'Water', 'By machine'])
  await press('Move By hand. Use the arrow keys', 'ArrowDown')
  await expect.poll(() => outline(page)).toEqual(['Flour', 'By machine', 'By hand', 'Water'])
  await expect(page.getByText('By hand: heading 2 of 2 in First things')).toBeAttached()
  await expect(page.getByRole('button', { name: 'Move By hand. Use the arrow keys' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByText('It cannot go further.')).toBeAttached()

  await press('Rename By hand')
  await expect(page.getByRole('textbox', { name: 'Rename By hand' })).toBeFocused()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('With both hands')
  await page.keyboard.press('Enter')
  await press('Remove the heading With both hands; its lessons stay')
  await expect.poll(() => outline(page)).toEqual(['Flour', 'By machine', 'Water'])
  await page.getByRole('button', { name: 'Undo' }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => outline(page)).toEqual(['Flour', 'By machine', 'With both hands', 'Water'])

  // Emptied in place it goes too; also after a reload it comes back.
  await press('Rename By machine')
  await expect(page.getByRole('textbox', { name: 'Rename By machine' })).toBeFocused()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('Delete')
  await page.keyboard.press('Enter')
  await expect.poll(() => outline(page)).toEqual(['Flour', 'With both hands', 'Water'])
  await page.reload()
  await ready(page)
  await press('Restore By machine')
  await expect.poll(() => outline(page)).toEqual(['Flour', 'By machine', 'With both hands', 'Water'])
})

test('headings and modules are dragged, each among its own kind', async ({ pageOf, database }) => {
  const person = await database.makePerson('instructor')
  const { courseId } = await makeDraft(person)
  const page = await pageOf(person)
  await page.goto(at(courseId, 'curriculum'))
  await ready(page)
  const handle = (title: string) => page.getByRole('button', { name: `Move ${title}. Use the arrow keys` })
  const top = { targetPosition: { x: 40, y: 4 } }
  await handle('Later things').dragTo(page.getByRole('region', { name: 'First things' }), top)
  await expect(page.getByText('Later things: module 1 of 2')).toBeAttached()
  await expect
    .poll(async () => (await draftOf(person, courseId)).lessons.map(({ title }) => title))
    .toEqual(['Flour', 'Water'])
  await expect(page.locator('[data-ready] h2')).toHaveText(['Later things', 'First things'])

  const thinned = await makeThinned(person)
  await page.goto(at(thinned.courseId, 'curriculum'))
  await ready(page)
  await handle('Flour').dragTo(page.getByRole('heading', { level: 3, name: 'By hand' }))
  await expect.poll(() => outline(page)).toEqual(['By hand', 'Flour'])
})

test('a price and when a lesson opens are kept as they are typed, also by a tab that is closed', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const person = await database.makePerson('instructor')
  const { courseId, lessons } = await makeDraft(person)
  const page = await pageOf(person)
  await page.goto(at(courseId, 'pricing'))
  await saved(page, 'Price')
  await page.getByRole('textbox', { name: 'Price', exact: true }).fill('19,50')
  await saved(page, 'Price')
  await page.getByLabel('Currency').fill('never')
  await expect(form(page, 'Price').getByText('Not saved: something does not fit')).toBeVisible()
  await expectAccessible(page, 'a price that does not fit')
  await page.getByLabel('Currency').fill('CHF')
  await saved(page, 'Price')
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Price', exact: true })).toHaveValue('19.50')
  await expect(page.getByLabel('Currency')).toHaveValue('CHF')

  await page.goto(at(courseId, `lessons/${lessons[1]?.id}`))
  await saved(page, 'When it opens')
  const release = form(page, 'When it opens')
  await expect(release.getByLabel(/^Date/)).toBeHidden()
  await release.getByLabel('It opens').selectOption('on a date')
  await expect(release.getByText(/^Date: /)).toBeVisible()
  await release.getByLabel(/^Date/).fill('2027-03-02')
  await saved(page, 'When it opens')
  await release.getByLabel('It opens').selectOption('after another lesson')
  await release.getByLabel('After the lesson').selectOption('Flour')
  await page.close()
  const next = await pageOf(person)
  await next.goto(at(courseId, `lessons/${lessons[1]?.id}`))
  await expect(form(next, 'When it opens').getByLabel('After the lesson')).toHaveValue(lessons[0]?.id ?? '')
})

test('two instructors who set another price are asked which one stays', async ({ pageOf, database }) => {
  const person = await database.makePerson('instructor', { fullName: 'Ines Okafor' })
  const { courseId } = await makeDraft(person)
  const [one, other] = [await pageOf(person), await pageOf(person)]
  for (const page of [one, other]) {
    await page.goto(at(courseId, 'pricing'))
    await saved(page, 'Price')
  }
  await one.getByRole('textbox', { name: 'Price', exact: true }).fill('10')
  await saved(one, 'Price')
  await other.getByRole('textbox', { name: 'Price', exact: true }).fill('12')
  await expect(other.getByText('Ines Okafor changed the same thing meanwhile').first()).toBeVisible()
  await expect(other.getByRole('definition').filter({ hasText: '10.00' })).toBeVisible()
  await other.getByRole('button', { name: 'Take theirs' }).click()
  await saved(other, 'Price')
  await expect(other.getByRole('textbox', { name: 'Price', exact: true })).toHaveValue('10.00')
})

test('a trailer is sent while the details are written, and visitors see it once it is published', async ({
  page: visitor,
  pageOf,
  database,
  expectAccessible,
}) => {
  const person = await database.makePerson('instructor')
  const { courseId } = await makeDraft(person, `Film of ${person.username}`)
  const page = await pageOf(person)
  await page.goto(at(courseId, 'details'))
  await saved(page, 'About the course')
  await page.locator('input[type=file][accept*="video/mp4"]').setInputFiles(CLIP)
  await page.getByLabel('Subtitle').fill('Written meanwhile')
  await expect(page.getByText(/clip\.mp4, .* 0:10 long/)).toBeVisible()
  await saved(page, 'About the course')
  await page.getByLabel('First day').fill('2030-02-02')
  const lastDay = page.getByLabel('Last day')
  await lastDay.fill('2030-02-01')
  await expect(lastDay).toHaveAccessibleDescription('The last day is before the first one.')
  await expectAccessible(page, 'the details with a trailer and a refusal')
  await page.getByLabel('First day').fill('')
  await lastDay.fill('')
  await saved(page, 'About the course')
  await expect(lastDay).not.toHaveAttribute('aria-invalid')
  await page.reload()
  await expect(page.getByText(/clip\.mp4, .* 0:10 long/)).toBeVisible()
  await expect(page.getByLabel('Subtitle')).toHaveValue('Written meanwhile')
  await page.getByRole('link', { name: 'Publish', exact: true }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'A trailer' })).toContainText('Done')
  await page.getByRole('button', { name: 'Hand in for review' }).click()
  await expect(page.getByText('This course is in review')).toBeVisible()
  const { version } = await draftOf(person, courseId)
  await publishCourse(house, { courseId, version })
  await page.reload()
  const address = await page.getByRole('link', { name: 'See its page' }).getAttribute('href')
  await visitor.goto(address ?? '')
  await expect(visitor.getByRole('heading', { name: 'Trailer' })).toBeVisible()
  const film = visitor.locator('video').first()
  await expect.poll(() => film.evaluate((video: HTMLVideoElement) => Math.round(video.duration))).toBe(10)

  await page.goto(at(courseId, 'details'))
  await page.getByRole('button', { name: 'Remove the video' }).click()
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible()
  await visitor.reload()
  await expect(visitor.getByRole('heading', { name: 'Trailer' })).toBeVisible()
})

test('every page of a course has the ways to all the others, with the present one marked', async ({
  pageOf,
  database,
}) => {
  const person = await database.makePerson('instructor')
  const { courseId, lessons } = await makeSubmitted(person)
  await publishCourse(house, { courseId, version: (await draftOf(person, courseId)).version })
  const page = await pageOf(person)
  const tabs = page.getByRole('navigation', { name: 'Parts of this course' })
  const places = {
    details: 'Details',
    curriculum: 'Curriculum',
    'curriculum/copy': 'Curriculum',
    [`lessons/${lessons[0]?.id}`]: 'Curriculum',
    pricing: 'Pricing',
    publish: 'Publish',
    students: 'Students',
    grading: 'Grading',
    grades: 'Grades',
    announcements: 'Announcements',
    'announcements/new': 'Announcements',
    analytics: 'Analytics',
  }
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 800 })
    for (const [place, name] of Object.entries(places)) {
      await page.goto(at(courseId, place))
      await expect(tabs.getByRole('link')).toHaveCount(9)
      const current = tabs.locator('[aria-current=page]')
      await expect(current).toHaveText(name)
      await expect(current, `${place} at ${width}`).toBeInViewport({ ratio: 0.95 })
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
    }
  }
})
