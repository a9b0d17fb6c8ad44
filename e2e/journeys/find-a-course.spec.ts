import type { Page } from '@playwright/test'
import { uniqueName, type database as Database } from '../database'
import { expect, test } from '../fixtures'

const COURSES = 30
const PER_PAGE = 24

/** Courses of one word that no other course has: more than a page of them, one advanced and the shortest of all. */
async function makeShelf(database: typeof Database): Promise<{ word: string; newest: string }> {
  const word = uniqueName('kite')
  const { userId: instructor } = await database.makePerson('instructor', { fullName: 'Ines Okafor' })
  for (let index = 1; index <= COURSES; index++) {
    await database.makeCourse({
      title: `${word} course ${index}`,
      instructor,
      level: index === 7 ? 'Advanced' : 'Beginner',
      language: index === 7 ? 'ja' : 'en',
      publishedAt: new Date(Date.UTC(2020, 0, index)),
      durationMinutes: index === 7 ? 5 : 100 + index,
      lessons: [{ title: 'The only lesson' }],
    })
  }
  return { word, newest: `${word} course ${COURSES}` }
}

const cards = (page: Page) => page.getByRole('list', { name: 'Courses found' }).getByRole('listitem')
const filters = (page: Page) => page.getByRole('search', { name: 'Filters' })

test('words of other scripts are found inside a title, and say how many courses there are', async ({
  page,
  expectAccessible,
}) => {
  await page.goto('/')
  await page.getByRole('banner').getByRole('searchbox').fill('写真')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Courses for “写真”')
  await expect(page.getByRole('heading', { name: '光から始める写真' })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'course' })).toHaveText(/^\d+ courses?$/)
  await expectAccessible(page, 'what was found')
  for (const [words, title] of [
    ['始める', '光から始める写真'],
    ['ｼｬｼﾝ 光', null],
    ['WEB work', 'How the web works'],
    ['publico', 'Hablar en público'],
  ] as const) {
    await page.goto(`/courses?q=${encodeURIComponent(words)}`)
    if (title === null) await expect(page.getByText('No course fits all of this')).toBeVisible()
    else await expect(cards(page).first().getByRole('heading')).toContainText(title)
  }
})

test('filters, orders and pages are in the address; the back button keeps the place', async ({
  page,
  database,
  expectAccessible,
}) => {
  const { word, newest } = await makeShelf(database)
  await page.goto(`/courses?q=${word}`)
  await expect(page.getByRole('status').filter({ hasText: 'courses' })).toHaveText(`${COURSES} courses`)
  await expect(cards(page)).toHaveCount(PER_PAGE)

  await test.step('another order', async () => {
    await filters(page).getByLabel('Order').selectOption('Newest first')
    await filters(page).getByRole('button', { name: 'Show courses' }).click()
    await expect(page).toHaveURL(`/courses?q=${word}&sort=newest`)
    await expect(cards(page).first().getByRole('heading')).toHaveText(newest)
  })

  await test.step('the next page, a course of it, and back to the same place', async () => {
    await page.getByRole('link', { name: 'More courses' }).click()
    await expect(page).toHaveURL(/cursor=/)
    await expect(cards(page)).toHaveCount(COURSES - PER_PAGE)
    const place = page.url()
    await page
      .getByRole('heading', { name: `${word} course 3`, exact: true })
      .getByRole('link')
      .click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${word} course 3`)
    await page.goBack()
    await expect(page).toHaveURL(place)
    await expect(cards(page)).toHaveCount(COURSES - PER_PAGE)
    await page.goBack()
    await expect(cards(page)).toHaveCount(PER_PAGE)
    await expect(filters(page).getByLabel('Order')).toHaveValue('newest')
  })

  await test.step('two filters, taken away one by one', async () => {
    await filters(page).getByRole('checkbox', { name: 'Advanced' }).check()
    await filters(page).getByRole('checkbox', { name: 'Japanese' }).check()
    await filters(page).getByRole('button', { name: 'Show courses' }).click()
    await expect(page).toHaveURL(`/courses?q=${word}&sort=newest&level=Advanced&language=ja`)
    await expect(cards(page)).toHaveCount(1)
    await expectAccessible(page, 'a narrowed list')
    await page.getByRole('link', { name: 'Remove filter: Japanese' }).click()
    await expect(page).toHaveURL(`/courses?q=${word}&sort=newest&level=Advanced`)
    await page.getByRole('link', { name: 'Remove filter: Advanced' }).click()
    await expect(cards(page)).toHaveCount(PER_PAGE)
    await page.getByRole('link', { name: `Remove filter: “${word}”` }).click()
    await expect(page).toHaveURL('/courses')
  })
})

test('where nothing fits, the page says what would', async ({ page, database, expectAccessible }) => {
  const { word } = await makeShelf(database)
  await page.goto(`/courses?q=${word}&level=Intermediate`)
  await expect(page.getByText('No course fits all of this')).toBeVisible()
  await expectAccessible(page, 'nothing found')
  await page.getByRole('link', { name: `Leave out “Intermediate” (${COURSES} courses)` }).click()
  await expect(page).toHaveURL(`/courses?q=${word}`)
  await expect(cards(page)).toHaveCount(PER_PAGE)

  await page.goto('/courses?q=raeding+numbers')
  await page.getByRole('link', { name: 'Did you mean “reading numbers”?' }).click()
  await expect(cards(page).first().getByRole('heading')).toHaveText('Reading numbers')
})

test('an address that was mistyped leads to the one of the same list', async ({ page }) => {
  await page.goto('/courses?level=Beginner&level=Beginner&price=cheap&q=%20numbers%20')
  await expect(page).toHaveURL('/courses?q=numbers&level=Beginner')
  await page.goto('/courses?category=science')
  await expect(page).toHaveURL('/courses/category/science')
  await expect(filters(page).getByRole('checkbox', { name: 'Science' })).toBeChecked()
  await page.goto('/courses?q=numbers&cursor=nonsense')
  await expect(cards(page).first()).toBeVisible()
})

test('by keyboard alone: search, narrow, open', async ({ page }) => {
  await page.goto('/courses')
  await filters(page).getByLabel('Words').focus()
  await page.keyboard.type('numbers')
  await filters(page).getByRole('checkbox', { name: 'Beginner' }).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/courses?q=numbers&level=Beginner')
  await page.getByRole('link', { name: 'Reading numbers' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Reading numbers')
})

test('the home page has a shelf in the reader’s languages, and an admin chooses what stands first', async ({
  as,
  pageOf,
  database,
  expectAccessible,
}) => {
  const reader = await pageOf(null, { locale: 'bn-BD' })
  await reader.goto('/')
  const shelf = reader.getByRole('list', { name: 'In your languages' })
  await expect(shelf.getByRole('link').first()).toContainText('Bangla')
  await reader.getByRole('link', { name: /^Spanish/ }).click()
  await expect(reader).toHaveURL('/courses?language=es')

  const course = await database.makeCourse({ title: `${uniqueName('lantern')} making` })
  const draft = await database.makeCourse({ title: `${uniqueName('lantern')} draft`, status: 'draft' })
  const admin = await as('admin')
  await admin.goto('/admin/courses')
  await admin.getByRole('search', { name: 'Search all courses' }).getByLabel('Words').fill(course.title)
  await admin.keyboard.press('Enter')
  await admin.getByRole('button', { name: `Feature “${course.title}” on the home page` }).click()
  await expect(admin.getByRole('button', { name: `Take “${course.title}” off the home page` })).toBeVisible()
  await expectAccessible(admin, 'all courses')
  await reader.goto('/')
  const featured = reader.getByRole('heading', { level: 2, name: 'Chosen for you to begin with' })
  await expect(featured).toBeVisible()
  await expect(reader.getByRole('heading', { level: 3, name: course.title })).toBeVisible()
  await expectAccessible(reader, 'the home page')

  await admin.getByRole('button', { name: `Take “${course.title}” off the home page` }).click()
  await expect(
    admin.getByRole('button', { name: `Feature “${course.title}” on the home page` }),
  ).toBeVisible()
  await reader.goto('/')
  await expect(reader.getByRole('heading', { level: 3, name: course.title })).toHaveCount(0)
  await admin.goto(`/admin/courses?q=${encodeURIComponent(draft.title)}`)
  await expect(admin.getByRole('rowheader', { name: draft.title })).toBeVisible()
  await expect(admin.getByRole('button', { name: /^Feature/ })).toHaveCount(0)
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('the search, the filters and the languages of the home page lead on', async ({ page }) => {
    await page.goto('/courses')
    await filters(page).getByLabel('Words').fill('numbers')
    await filters(page).getByRole('checkbox', { name: 'Intermediate' }).check()
    await filters(page).getByRole('button', { name: 'Show courses' }).click()
    // Without scripts a form says what is empty too; the server leaves that out, and the page names its one address.
    await expect(page).toHaveURL(/\/courses\?q=numbers&.*level=Intermediate/)
    await expect(page.locator('link[rel=canonical]')).toHaveAttribute(
      'href',
      /\/courses\?q=numbers&level=Intermediate$/,
    )
    await expect(cards(page).first().getByRole('heading')).toHaveText('Reading numbers')
    await page.goto('/')
    await expect(page.getByRole('list', { name: 'In your languages' })).toBeHidden()
    await page.getByRole('link', { name: /^Japanese/ }).click()
    await expect(page.getByRole('heading', { name: '光から始める写真' })).toBeVisible()
  })
})
