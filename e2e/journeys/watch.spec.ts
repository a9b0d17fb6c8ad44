import type { Page } from '@playwright/test'
import type { LessonFacts } from '../database'
import { filmLesson, loseFilm, watchedOf } from '../films'
import { expect, expectNoSidewaysScroll, hydrated, test } from '../fixtures'
import type { database as Database } from '../database'

async function learner(database: typeof Database, facts: Partial<LessonFacts> = {}) {
  const film = await filmLesson({ title: 'How a test picture counts', ...facts })
  const course = await database.makeCourse({ lessons: [film, { title: 'What comes after' }] })
  const person = await database.makePerson('student')
  await database.enrollIn(person, course)
  const lessonId = course.lessons[0]?.id ?? ''
  return { film, course, person, lessonId, address: `/learn/${course.slug}/${lessonId}` }
}
const playerOf = (page: Page) => page.getByRole('region', { name: 'Video: How a test picture counts' })
const button = (page: Page, name: string) => playerOf(page).getByRole('button', { name, exact: true })
const second = (page: Page) => page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime)
const isPaused = (page: Page) => page.locator('video').evaluate((video: HTMLVideoElement) => video.paused)
const told = (page: Page) =>
  page.waitForResponse((answer) => answer.url().endsWith('/watch') && answer.request().method() === 'POST')

async function open(page: Page, address: string) {
  await page.goto(address)
  await hydrated(page)
  await expect(button(page, 'Play')).toBeVisible()
  await expect
    .poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.readyState))
    .toBeGreaterThan(0)
}

test('a film is watched to its end, and the lesson is done', async ({
  database,
  pageOf,
  expectAccessible,
}) => {
  const { person, course, lessonId, address } = await learner(database)
  const page = await pageOf(person)
  await open(page, address)
  await expectAccessible(page, 'a video lesson')
  await expect(page.getByText('0% watched')).toBeVisible()
  await playerOf(page).getByRole('combobox', { name: 'Speed' }).selectOption('2')
  await button(page, 'Play').click()
  await expect(playerOf(page).getByText('Watched. The lesson is done.')).toBeVisible({ timeout: 20_000 })
  expect(await watchedOf(person.userId, lessonId)).toMatchObject({
    status: 'completed',
    ledger: ['lessonStarted', 'lessonCompleted: watched'],
  })
  // Reading the page anew for it has not begun the film anew.
  await expect.poll(() => second(page)).toBeGreaterThan(9)
  // The outline beside the film knows it too, without being loaded again.
  await expect(page.getByText(/50\s?%/).first()).toBeVisible()
  await page.goto(`/learn/${course.slug}`)
  await expect(page.getByText(/50\s?%/).first()).toBeVisible()
})

test('jumping to the end earns nothing', async ({ database, pageOf }) => {
  const { person, lessonId, address } = await learner(database)
  const page = await pageOf(person)
  await open(page, address)
  const start = told(page)
  await button(page, 'Play').click()
  await start
  const end = told(page)
  await page.locator('video').evaluate((video: HTMLVideoElement) => {
    video.currentTime = video.duration - 0.2
  })
  await expect.poll(() => isPaused(page)).toBe(true)
  await end
  await expect.poll(async () => (await watchedOf(person.userId, lessonId)).positionSeconds).toBeGreaterThan(9)
  expect(await watchedOf(person.userId, lessonId)).toMatchObject({
    status: 'started',
    percent: expect.any(Number),
  })
  expect((await watchedOf(person.userId, lessonId)).percent).toBeLessThan(50)
})

test('another browser goes on at the second where this one stopped', async ({ database, pageOf }) => {
  const { person, lessonId, address } = await learner(database)
  const first = await pageOf(person)
  await open(first, address)
  await first.keyboard.press('Tab')
  await first.locator('video').focus()
  await first.keyboard.press('k')
  await expect.poll(() => second(first)).toBeGreaterThan(1)
  const paused = told(first)
  await first.keyboard.press('k')
  await paused
  const stopped = await second(first)
  await expect
    .poll(async () => (await watchedOf(person.userId, lessonId)).positionSeconds)
    .toBeCloseTo(stopped, 1)

  const other = await pageOf(person)
  await open(other, address)
  await expect.poll(() => second(other)).toBeCloseTo(stopped, 0)
  // The slider moves by tenths, so what stopped just before a full second may stand on it.
  const seconds = [stopped, stopped + 0.1].map(Math.floor)
  await expect(playerOf(other).getByRole('slider', { name: 'Place in the video' })).toHaveAttribute(
    'aria-valuetext',
    new RegExp(`^0:0[${seconds.join('')}] of 0:10$`),
  )
})

test('two windows at once: the one where play was pressed last counts', async ({ database, pageOf }) => {
  const { person, address } = await learner(database)
  const [one, two] = [await pageOf(person), await pageOf(person)]
  for (const page of [one, two]) {
    await open(page, address)
    // It plays until it is paused, however slow the machine is.
    await page.locator('video').evaluate((video: HTMLVideoElement) => {
      video.loop = true
    })
    const start = told(page)
    await button(page, 'Play').click()
    await start
  }
  await button(one, 'Pause').click()
  await expect(playerOf(one).getByText(/in another window or on another device/)).toBeVisible()
  await expect(playerOf(two).getByText(/in another window/)).toBeHidden()
})

test('every usual key does its work in the player, and none of it in a note', async ({
  database,
  pageOf,
}) => {
  const { person, address } = await learner(database)
  const page = await pageOf(person)
  await open(page, address)
  const video = page.locator('video')
  await video.focus()
  await page.keyboard.press('5')
  await expect.poll(() => second(page)).toBeCloseTo(5, 0)
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => second(page)).toBeCloseTo(0, 0)
  await page.keyboard.press('l')
  await expect.poll(() => second(page)).toBeCloseTo(10, 0)
  await page.keyboard.press('Home')
  await expect.poll(() => second(page)).toBe(0)
  await page.keyboard.press('m')
  await expect(button(page, 'Sound on')).toBeVisible()
  await page.keyboard.press('m')
  await page.keyboard.press('ArrowDown')
  await expect(playerOf(page).getByRole('slider', { name: 'Volume' })).toHaveAttribute(
    'aria-valuetext',
    '90%',
  )
  await page.keyboard.press('>')
  await expect(playerOf(page).getByRole('combobox', { name: 'Speed' })).toHaveValue('1.25')
  await page.keyboard.press('c')
  await expect(button(page, 'Captions')).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press(' ')
  await expect(button(page, 'Pause')).toBeVisible()
  await page.keyboard.press('k')
  await expect(button(page, 'Play')).toBeVisible()

  const note = page.getByRole('textbox', { name: 'A note for this lesson' })
  await note.fill('')
  await note.pressSequentially('kjlmfc 5')
  await expect(note).toHaveValue('kjlmfc 5')
  expect(await isPaused(page)).toBe(true)
  await expect(button(page, 'Mute')).toBeVisible()

  // What was chosen holds the next time.
  await page.reload()
  await hydrated(page)
  await expect(playerOf(page).getByRole('combobox', { name: 'Speed' })).toHaveValue('1.25')
  await expect(button(page, 'Captions')).toHaveAttribute('aria-pressed', 'true')
})

test('full screen hides its controls while nobody moves, and gives them back', async ({
  database,
  pageOf,
}) => {
  const { person, address } = await learner(database)
  const page = await pageOf(person)
  await open(page, address)
  await page.locator('video').focus()
  await page.keyboard.press('f')
  await expect(button(page, 'Leave full screen')).toBeVisible()
  await page.keyboard.press('k')
  const controls = playerOf(page).getByRole('slider', { name: 'Place in the video' })
  const opacity = () =>
    controls.evaluate((slider) => getComputedStyle(slider.closest('.needs-script') ?? slider).opacity)
  await expect.poll(opacity).toBe('0')
  await page.mouse.move(200, 200)
  await page.mouse.move(220, 220)
  await expect.poll(opacity).toBe('1')
  await page.keyboard.press('f')
  await expect(button(page, 'Full screen')).toBeVisible()
})

test('the transcript follows, leads to its sentences, is searched, and speaks other languages', async ({
  database,
  pageOf,
}) => {
  const { person, address } = await learner(database)
  const page = await pageOf(person)
  await open(page, address)
  const line = (text: string) => playerOf(page).getByRole('link', { name: text })
  await expect(line('Welcome to the test picture.')).toHaveAttribute('aria-current', 'true')
  // The film stands still where it was led to, however slow the machine is.
  await page.locator('video').evaluate((video: HTMLVideoElement) => {
    video.play = () => Promise.resolve()
  })
  await line('A tone sounds').click()
  await expect.poll(() => second(page)).toBe(5)
  await expect(line('A tone sounds')).toHaveAttribute('aria-current', 'true')

  const search = playerOf(page).getByRole('searchbox', { name: 'Search the transcript' })
  await search.fill('CAFÉ')
  await expect(playerOf(page).getByText('1 of 2')).toBeVisible()
  await expect(playerOf(page).locator('mark')).toHaveText(['café', 'cafe'])
  await search.press('Enter')
  await expect(playerOf(page).getByText('2 of 2')).toBeVisible()
  await search.fill('nowhere')
  await expect(playerOf(page).getByText('Not found')).toBeVisible()
  await search.fill('')

  await playerOf(page).getByRole('combobox', { name: 'Language', exact: true }).selectOption('ar')
  const list = playerOf(page).getByRole('list')
  await expect(list).toHaveAttribute('dir', 'rtl')
  await expect(list).toHaveAttribute('lang', 'ar')
  await expect(line('مرحبا')).toBeVisible()

  await playerOf(page).getByRole('button', { name: 'Hide transcript' }).click()
  await expect(line('مرحبا')).toBeHidden()
  await page.reload()
  await hydrated(page)
  await expect(playerOf(page).getByRole('button', { name: 'Show transcript' })).toBeVisible()
})

test('an address that has run out is renewed where the film stands', async ({ database, pageOf }) => {
  const { person, address, film } = await learner(database)
  const page = await pageOf(person)
  let refused = 0
  // The storage forgets the address with which the page came, as it does after an hour.
  await page.route(new RegExp(`/api/uploads/${film.video?.upload}`), (route) => {
    refused += 1
    return refused === 1
      ? route.fulfill({ status: 403, contentType: 'application/problem+json', body: '{}' })
      : route.continue()
  })
  await page.goto(`${address}?t=4`)
  await hydrated(page)
  await expect.poll(() => second(page)).toBeCloseTo(4, 0)
  await button(page, 'Play').click()
  await expect.poll(() => second(page)).toBeGreaterThan(5)
  expect(refused).toBeGreaterThan(1)
})

test('captions that are turned on after their address has run out are read from a new one', async ({
  database,
  pageOf,
}) => {
  const { person, address, film } = await learner(database)
  const page = await pageOf(person)
  const arabic = film.video?.captions?.find(({ language }) => language === 'ar')
  let refused = 0
  await page.route(new RegExp(`/api/uploads/${arabic?.upload}`), (route) => {
    refused += 1
    return refused === 1 ? route.fulfill({ status: 403, body: '' }) : route.continue()
  })
  await open(page, address)
  await playerOf(page).getByRole('combobox', { name: 'Language', exact: true }).selectOption('ar')
  await expect(playerOf(page).getByRole('link', { name: 'مرحبا' })).toBeVisible()
  expect(refused).toBe(2)
})

test('a film whose file is gone says so, and plays when it is back', async ({
  database,
  pageOf,
  expectAccessible,
}) => {
  const { person, address, film } = await learner(database)
  await loseFilm(film)
  const page = await pageOf(person)
  await page.goto(address)
  await expect(playerOf(page).getByRole('alert')).toContainText('not there any more')
  await expectAccessible(page, 'a film without its file')
  await playerOf(page).getByRole('button', { name: 'Try again' }).click()
  await expect(playerOf(page).getByRole('alert')).toContainText('not there any more')
})

test('without scripts the browser’s own player shows film and captions, and every sentence is read', async ({
  database,
  pageOf,
}) => {
  const { person, address } = await learner(database)
  const page = await pageOf(person, { javaScriptEnabled: false })
  await page.goto(address)
  const video = page.locator('video')
  await expect(video).toHaveAttribute('controls')
  await expect(video.locator('track')).toHaveCount(2)
  await expect(button(page, 'Play')).toBeHidden()
  const line = playerOf(page).getByRole('link', { name: 'Its café counts seconds.' })
  await expect(line).toHaveAttribute('href', '?t=2')
  await line.click()
  await expect(page.locator('video')).toHaveAttribute('src', /#t=2$/)
})

test('a preview is watched by everybody, under an address that never runs out', async ({
  database,
  pageOf,
}) => {
  const { course, lessonId } = await learner(database, { isPreview: true })
  const page = await pageOf(null)
  await open(page, `/courses/${course.slug}/preview/${lessonId}`)
  await expect(page.locator('video')).toHaveAttribute('src', /^\/api\/uploads\/public\/[0-9a-f]{64}\.mp4/)
  await button(page, 'Play').click()
  await expect.poll(() => second(page)).toBeGreaterThan(0.5)
  await expect(page.getByText('% watched')).toBeHidden()
})

test('on a narrow screen everything of it has room', async ({ database, pageOf, expectAccessible }) => {
  const { person, address } = await learner(database)
  const page = await pageOf(person, { viewport: { width: 320, height: 640 } })
  await open(page, address)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page, 'a video lesson on a telephone')
})
