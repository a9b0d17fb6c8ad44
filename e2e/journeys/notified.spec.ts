import type { Page } from '@playwright/test'
import { expect, expectNoSidewaysScroll, hydrated, test } from '../fixtures'

const bell = (page: Page) => page.getByRole('banner').getByLabel(/^Notifications/)
const news = (page: Page) => page.getByRole('region', { name: 'What just happened' })
const unread = (page: Page, count: string) =>
  expect(bell(page)).toHaveAccessibleName(`Notifications, ${count} unread`)
const allRead = (page: Page) => expect(bell(page)).toHaveAccessibleName('Notifications')
/** The bell's script is here: it has become a button. */
const listens = (page: Page) =>
  expect(page.getByRole('banner').locator('summary[aria-label^="Notifications"]')).toBeVisible()

/** Every stream of events that pages of this browser open, and whether it is still there. */
function watchStreams(page: Page) {
  const streams = { opened: 0, ended: 0 }
  page.on('request', (request) => {
    if (request.url().includes('/api/live')) streams.opened += 1
  })
  const gone = (request: { url: () => string }) => {
    if (request.url().includes('/api/live')) streams.ended += 1
  }
  page.on('requestfinished', gone)
  page.on('requestfailed', gone)
  return streams
}

test('what another process writes shows without a reload, in every tab and browser of the person', async ({
  pageOf,
  database,
}) => {
  const person = await database.makePerson('student')
  const [one, elsewhere, stranger] = [
    await pageOf(person),
    await pageOf(person),
    await pageOf(await database.makePerson('student')),
  ]
  const other = await one.context().newPage()
  const streams = [watchStreams(one), watchStreams(other), watchStreams(stranger)] as const
  await one.goto('/dashboard')
  await expect.poll(() => streams[0].opened).toBe(1)
  await other.goto('/courses')
  await elsewhere.goto('/dashboard')
  await stranger.goto('/dashboard')
  for (const page of [one, other, elsewhere, stranger]) await listens(page)

  await database.makeNotification(person, { course: 'Sailing' })
  await one.bringToFront()
  await unread(one, '1')
  await expect(news(one).getByText('Your certificate for “Sailing” is ready')).toBeVisible()
  for (const page of [other, elsewhere]) await unread(page, '1')
  expect(streams[1].opened, 'the second tab has no stream of its own').toBe(0)
  await allRead(stranger)

  await bell(elsewhere).click()
  await elsewhere.getByRole('button', { name: 'Mark all as read' }).click()
  for (const page of [elsewhere, one, other]) await allRead(page)

  await one.close()
  await expect.poll(() => streams[1].opened, 'the other tab takes over').toBe(1)
  await database.makeNotification(person)
  await unread(other, '1')
})

test('opening one of them reads it and leads where it says', async ({ pageOf, database }) => {
  const person = await database.makePerson('student')
  const course = await database.makeCourse({ title: 'Sailing' })
  await database.makeNotification(person, { course: 'Baking bread' })
  await database.makeNotification(person, { course: 'Sailing', link: `/courses/${course.slug}` })
  const page = await pageOf(person)
  await page.goto('/dashboard')
  await unread(page, '2')
  await bell(page).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Your certificate for “Baking bread” is ready')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(bell(page)).toBeFocused()
  await expect(page.getByText('Your certificate for “Baking bread” is ready')).toBeHidden()
  await bell(page).click()
  await page.getByRole('link', { name: /Your certificate for “Sailing” is ready/ }).click()
  await expect(page).toHaveURL(`/courses/${course.slug}`)
  await unread(page, '1')
  await bell(page).click()
  await page.getByRole('link', { name: 'See all' }).click()
  await expect(page).toHaveURL('/notifications')
  await expect(page.getByRole('heading', { level: 2, name: 'Today' })).toBeVisible()
  await page
    .getByRole('button', { name: 'Mark as read: Your certificate for “Baking bread” is ready' })
    .click()
  await allRead(page)
  await page.getByRole('link', { name: /^Unread/ }).click()
  await expect(page.getByText('You have read everything')).toBeVisible()
  await database.makeNotification(person, { course: 'Knots' })
  await expect(page.getByRole('main').getByText('Your certificate for “Knots” is ready')).toBeVisible()
})

test('the stream ends with the sign-in, and a visitor opens none', async ({ pageOf, page, database }) => {
  const person = await database.makePerson('student')
  const own = await pageOf(person)
  const other = await own.context().newPage()
  const streams = watchStreams(own)
  await own.goto('/courses')
  await listens(own)
  await expect.poll(() => streams.opened).toBe(1)
  await other.goto('/dashboard')
  await other.getByRole('banner').getByLabel('Your account').click()
  await other.getByRole('button', { name: 'Sign out' }).click()
  await expect(other).toHaveURL('/')
  await expect.poll(() => streams.ended).toBe(1)
  await expect(other.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible()
  await expect(bell(other)).toHaveCount(0)

  const visits = watchStreams(page)
  await page.goto('/')
  await hydrated(page)
  await page.goto('/courses')
  await hydrated(page)
  expect(visits.opened).toBe(0)
})

test('what happens in a course is told: its end and its certificate', async ({ pageOf, database }) => {
  const person = await database.makePerson('student')
  const course = await database.makeCourse({ title: 'Knots', lessons: [{ title: 'The bowline' }] })
  await database.enrollIn(person, course)
  const page = await pageOf(person)
  await page.goto(`/learn/${course.slug}/${course.lessons[0]?.id}`)
  await listens(page)
  await page.getByRole('button', { name: 'Mark as done' }).click()
  await unread(page, '2')
  await page.goto('/notifications')
  await expect(page.getByRole('link', { name: 'You have completed “Knots”' })).toBeVisible()
  await page.getByRole('link', { name: 'Your certificate for “Knots” is ready' }).click()
  await expect(page).toHaveURL(/\/certificates\/.+/)
  const letter = await database.newestLetter(person.email, 'notice.certificateIssued')
  expect(letter?.subject).toBe('Your certificate for “Knots” is ready')
})

test('what one wants to hear of is chosen, also by the link of a letter and without signing in', async ({
  page,
  pageOf,
  database,
}) => {
  const person = await database.makePerson('student')
  const own = await pageOf(person)
  await own.goto('/settings/notifications')
  await expect(own.getByText('This academy sends no mail')).toBeVisible()
  const certificates = own.getByRole('group', { name: 'Completion and certificates' })
  await expect(certificates.getByLabel('As it happens')).toBeChecked()
  await certificates.getByLabel('Show it here').uncheck()
  await own.getByRole('button', { name: 'Save changes' }).click()
  await expect(own.getByText('Saved.')).toBeVisible()
  await own.reload()
  await expect(certificates.getByLabel('Show it here')).not.toBeChecked()

  await page.goto(`/unsubscribe?token=${database.unsubscribeTokenOf(person)}`)
  await expect(
    page.getByText('Do you want to stop letters about completed courses and certificates'),
  ).toBeVisible()
  await own.reload()
  await expect(certificates.getByLabel('As it happens'), 'a scanner of links changes nothing').toBeChecked()
  await page.getByRole('button', { name: 'Stop these letters' }).click()
  await expect(page.getByText('gets no more letters about completed courses')).toBeVisible()
  await own.reload()
  await expect(certificates.getByLabel('Never')).toBeChecked()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('button', { name: 'Stop these letters' })).toBeVisible()
  await own.reload()
  await expect(certificates.getByLabel('As it happens')).toBeChecked()
  await page.goto('/unsubscribe?token=forged')
  await expect(page.getByText('This link cannot be used')).toBeVisible()
})

test('without scripts there is the page, and every button of it works', async ({ pageOf, database }) => {
  const person = await database.makePerson('student', { isVerified: false })
  await database.makeNotification(person, { course: 'Sailing' })
  await database.makeNotification(person, { course: 'Knots' })
  await database.makeNotification(person, { course: 'Bread' })
  const page = await pageOf(person, { javaScriptEnabled: false })
  await page.goto('/dashboard')
  await bell(page).click()
  await expect(page).toHaveURL('/notifications')
  await page.getByRole('button', { name: 'Mark as read: Your certificate for “Knots” is ready' }).click()
  await expect(page.getByRole('button', { name: /^Mark as read:/ })).toHaveCount(2)
  await page.getByRole('button', { name: 'Mark all as read' }).click()
  await expect(page.getByRole('button', { name: /^Mark/ })).toHaveCount(0)

  await page.goto('/settings/notifications')
  await expect(page.getByText('Mail reaches you once your address is confirmed')).toBeVisible()
  const courses = page.getByRole('group', { name: 'Your courses' })
  await courses.getByLabel('Never').check()
  await courses.getByLabel('Show it here').uncheck()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.goto('/settings/notifications')
  await expect(courses.getByLabel('Never')).toBeChecked()
  await expect(courses.getByLabel('Show it here')).not.toBeChecked()

  await page.goto(`/unsubscribe?token=${database.unsubscribeTokenOf(person)}`)
  await page.getByRole('button', { name: 'Stop these letters' }).click()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
})

const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft '.repeat(2)

for (const [state, courses] of [
  ['empty', []],
  ['full', [...Array.from({ length: 10 }, () => 'Sailing'), LONG, 'خبز منزلي']],
] as const)
  test(`on a phone the panel is as wide as the screen, and all of it is accessible, ${state}`, async ({
    pageOf,
    database,
    expectAccessible,
  }) => {
    // A tour of several screens, each looked at twice.
    test.setTimeout(180_000)
    const person = await database.makePerson('student')
    for (const course of courses) await database.makeNotification(person, { course })
    const page = await pageOf(person, { viewport: { width: 390, height: 844 } })
    await page.goto('/notifications')
    await listens(page)
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await bell(page).click()
    const all = page.getByRole('link', { name: 'See all' })
    await expect(all).toBeVisible()
    expect((await all.locator('../..').boundingBox())?.width).toBeGreaterThan(360)
    await expectAccessible(page, 'the panel of the bell')
    await expectNoSidewaysScroll(page)
  })

test('the choices and the page of a letter’s link are accessible', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  test.setTimeout(180_000)
  const person = await database.makePerson('student', { isVerified: false })
  const page = await pageOf(person, { viewport: { width: 390, height: 844 } })
  await page.goto('/settings/notifications')
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.goto(`/unsubscribe?token=${database.unsubscribeTokenOf(person)}`)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Stop these letters' }).click()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
  await expectAccessible(page, 'after the letters were stopped')
})
