import { Types } from 'mongoose'
import { expect, expectNoSidewaysScroll, test } from '../fixtures'

test('a course is learned to its end: the ledger says why, the dashboard keeps the day and the certificate', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const person = await database.makePerson('student')
  const course = await database.makeCourse()
  await database.enrollIn(person, course)
  const page = await pageOf(person)
  const main = page.getByRole('main')
  const [first, second, last] = course.lessons

  await page.goto(`/learn/${course.slug}/${first?.id}`)
  await page.getByRole('button', { name: 'Done, next lesson' }).click()
  await expect(page).toHaveURL(`/learn/${course.slug}/${second?.id}`)
  await page.getByRole('button', { name: 'Done, next lesson' }).click()
  await expect(page).toHaveURL(`/learn/${course.slug}/${last?.id}`)
  await page.getByRole('button', { name: 'Mark as done' }).click()
  await expect(main.getByText('You have done this lesson')).toBeVisible()

  await page.goto(`/learn/${course.slug}`)
  await main.getByRole('link', { name: 'What counted and when' }).click()
  await expect(page).toHaveURL(`/learn/${course.slug}/progress`)
  await expect(main.getByText('100% of the course done')).toBeVisible()
  const row = (name: string | RegExp) => main.getByRole('row').filter({ hasText: name })
  await expect(row('Completed the course')).toContainText('Everything that counts was done')
  await expect(row('Completed “The last step”')).toContainText('You marked it as done')
  await expect(row('Completed “The last step”')).toContainText('100%')
  await expect(row('Completed “The first step”')).toContainText('33%')
  await expectAccessible(page)

  await page.goto('/dashboard')
  const ring = main.getByRole('progressbar', { name: `Progress in ${course.title}` })
  await expect(ring).toHaveAttribute('aria-valuenow', '100')
  await expect(main.getByText('One day in a row')).toBeVisible()
  await expect(main.getByText('You have learned today.')).toBeVisible()
  await expect(main.getByRole('heading', { name: 'Certificates' })).toBeVisible()
  await main.getByText('Show as a table').click()
  const month = main.getByRole('table', { name: 'Your learning by month' }).getByRole('row').nth(1)
  await expect(month.getByRole('cell').nth(1)).toHaveText('3')
  await expectAccessible(page)

  const views = main.getByRole('navigation', { name: 'Which courses' })
  await views.getByRole('link', { name: 'In progress' }).click()
  await expect(main.getByText('Nothing in progress')).toBeVisible()
  await views.getByRole('link', { name: 'Completed' }).click()
  await expect(ring).toBeVisible()
})

test('a streak goes on from day to day, waits for today, and ends when a day went by', async ({
  pageOf,
  database,
}) => {
  const person = await database.makePerson('student')
  const course = await database.makeCourse()
  await database.enrollIn(person, course, [0])
  const page = await pageOf(person)
  const main = page.getByRole('main')
  await database.letDaysPass(person, 1)
  await page.goto('/dashboard')
  await expect(main.getByText('One day in a row')).toBeVisible()
  await expect(main.getByText('Learn today to keep it going.')).toBeVisible()

  await page.goto(`/learn/${course.slug}/${course.lessons[1]?.id}`)
  await page.getByRole('button', { name: 'Mark as done' }).click()
  await expect(main.getByText('You have done this lesson')).toBeVisible()
  await page.goto('/dashboard')
  await expect(main.getByText('2 days in a row')).toBeVisible()
  await expect(main.getByText('You have learned today.')).toBeVisible()

  await database.letDaysPass(person, 2)
  await page.goto('/dashboard')
  await expect(main.getByText('No streak yet')).toBeVisible()
  await expect(main.getByText('Longest streak: 2 days')).toBeVisible()
})

test('lessons open when their time has come, and not by their address before', async ({
  pageOf,
  database,
}) => {
  const person = await database.makePerson('student')
  const _id = new Types.ObjectId()
  const release = { days: null, at: null, lesson: null }
  const course = await database.makeCourse({
    lessons: [
      { _id, title: 'The beginning' },
      { title: 'After two days', release: { ...release, rule: 'afterDays', days: 2 } },
      { title: 'After the beginning', release: { ...release, rule: 'afterLesson', lesson: _id } },
    ],
  })
  await database.enrollIn(person, course)
  const page = await pageOf(person)
  const main = page.getByRole('main')
  const markDone = main.getByRole('button', { name: 'Mark as done' })
  const open = (index: number) => page.goto(`/learn/${course.slug}/${course.lessons[index]?.id}`)
  const expectShut = async (index: number, reason: RegExp) => {
    await open(index)
    await expect(main.getByText(reason)).toBeVisible()
    await expect(main.getByText('Text of “')).toHaveCount(0)
    await expect(markDone).toHaveCount(0)
  }
  const expectOpen = async (index: number) => {
    await open(index)
    await expect(main.getByText(`Text of “${course.lessons[index]?.title}”`)).toBeVisible()
  }
  await expectShut(1, /^This lesson opens on/)
  await expectShut(2, /^This lesson opens when you have done “The beginning”/)

  await expectOpen(0)
  await markDone.click()
  await expect(main.getByText('You have done this lesson')).toBeVisible()
  await expectShut(1, /^This lesson opens on/)
  await expectOpen(2)
  await database.letDaysPass(person, 2)
  await expectOpen(1)
})

test('one of many courses is found by its title, in the order that is wished', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const person = await database.makePerson('student')
  for (let index = 1; index <= 13; index += 1) {
    const course = await database.makeCourse({ title: index === 7 ? 'Crème brûlée' : `Course ${index}` })
    await database.enrollIn(person, course, index === 3 ? [0] : [])
  }
  const page = await pageOf(person)
  const main = page.getByRole('main')
  await page.goto('/dashboard')
  await main.getByRole('searchbox', { name: 'Search your courses by title' }).fill('creme')
  await main.getByRole('button', { name: 'Search' }).click()
  await expect(page).toHaveURL(/q=creme/)
  const cards = main.getByRole('heading', { level: 3 })
  await expect(cards).toHaveText(['Crème brûlée'])
  await expectAccessible(page, 'the dashboard after a search')
  await main.getByRole('searchbox').fill('nothing like it')
  await main.getByRole('button', { name: 'Search' }).click()
  await expect(main.getByText('No title of your courses holds these words')).toBeVisible()
  await main.getByRole('link', { name: 'Show all courses' }).click()
  await expect(cards).toHaveCount(12)
  await main.getByRole('combobox', { name: 'Order' }).selectOption('Furthest first')
  await main.getByRole('button', { name: 'Search' }).click()
  await expect(page).toHaveURL(/sort=progress/)
  await expect(cards.first()).toHaveText('Course 3')
  await main.getByRole('link', { name: 'More courses' }).click()
  await expect(cards).toHaveCount(1)
})

test('without scripts, on a phone: done, read and seen', async ({ pageOf, database }) => {
  const person = await database.makePerson('student')
  const course = await database.makeCourse()
  await database.enrollIn(person, course, [0, 1])
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
  const page = await pageOf(person, { ...phone, javaScriptEnabled: false })
  const main = page.getByRole('main')
  await page.goto(`/learn/${course.slug}/${course.lessons[2]?.id}`)
  await page.getByRole('button', { name: 'Mark as done' }).click()
  await expect(main.getByText('You have done this lesson')).toBeVisible()
  await page.goto(`/learn/${course.slug}/progress`)
  await expect(main.getByText('Completed the course')).toBeVisible()
  await expectNoSidewaysScroll(page)
  await page.goto('/dashboard')
  await expect(main.getByText('One day in a row')).toBeVisible()
  await expectNoSidewaysScroll(page)
})

test('who is new finds the way to the courses, and an empty ledger the way back', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const person = await database.makePerson('student')
  const page = await pageOf(person)
  const main = page.getByRole('main')
  await page.goto('/dashboard')
  await expectAccessible(page, 'the dashboard of a beginner')
  await main.getByRole('link', { name: 'Find a course' }).click()
  await expect(page).toHaveURL('/courses')

  const course = await database.makeCourse()
  await database.enrollIn(person, course)
  await page.goto(`/learn/${course.slug}/progress`)
  await expect(main.getByText('Nothing has counted yet')).toBeVisible()
  await expectAccessible(page, 'an empty ledger')
  await main.getByRole('link', { name: 'Go to the course' }).click()
  await expect(page).toHaveURL(`/learn/${course.slug}`)
})
