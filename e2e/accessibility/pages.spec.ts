import type { Person } from '../database'
import { expect, test } from '../fixtures'
import { makeWebhook } from '../webhooks'

/** What stands on a page in most ways at once: headings, a table, code, mathematics, a picture, footnotes, tasks, a quotation. */
const EVERYTHING = [
  '## A heading',
  'Text with a [link](https://example.org), `code`, **strong** words and a note.[^1]',
  '### A smaller heading',
  '```js\nconst answer = 6 * 7 // and so on\n```',
  '| Left | Right |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |',
  '$$\nx^2 + y^2 = z^2\n$$',
  '- [x] done\n- [ ] open',
  '> A quotation.',
  '[^1]: The note.',
].join('\n\n')

const LESSONS = [
  { title: 'All of it', body: EVERYTHING, isPreview: true },
  { title: 'Plain words', body: 'A paragraph.', isPreview: true },
]

/** Each test is a tour of many pages. */
test.describe.configure({ timeout: 240_000 })

test('public pages are accessible, with courses and without', async ({
  page,
  database,
  expectAccessible,
}) => {
  const course = await database.makeCourse({ lessons: LESSONS })
  const person = await database.makePerson('student')
  for (const address of [
    '/',
    '/courses',
    '/courses?q=numbers&level=Beginner&language=en&price=free&sort=popular',
    '/courses?q=nothing+at+all',
    '/courses/how-the-web-works',
    '/courses/hablar-en-publico',
    `/courses/${course.slug}/preview/${course.lessons[0]?.id}`,
    '/courses/category/technology',
    '/instructors',
    '/u/tomas',
    `/u/${person.username}`,
    '/legal/privacy',
    '/legal/terms',
    '/nowhere',
  ]) {
    await page.goto(address)
    await expectAccessible(page, address)
  }
  await page.goto('/docs/api')
  // The calls look alike: those of the first two groups stand for all.
  await expectAccessible(page, '/docs/api', ['main section ~ section ~ section'])
})

test('pages of signing in are accessible, with and without refusals', async ({ page, expectAccessible }) => {
  for (const address of [
    '/login?error=account.ticket_spent',
    '/login?done=password',
    '/register',
    '/forgot-password',
    '/reset-password',
  ]) {
    await page.goto(address)
    await expectAccessible(page, address)
  }
  await page.goto('/login')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByLabel('Email or username')).toBeFocused()
  await expectAccessible(page, 'a refused sign-in')
})

const OF_MEMBERS = ['/dashboard', '/settings/profile', '/settings/account', '/settings/security']

test('pages of a learner are accessible, right after registering and with courses', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const visit = async (person: Person, addresses: string[], what: string) => {
    const page = await pageOf(person)
    for (const address of addresses) {
      await page.goto(address)
      await expectAccessible(page, `${address} of ${what}`)
    }
  }
  const newcomer = await database.makePerson('student', { isVerified: false })
  await visit(newcomer, ['/verify-email', ...OF_MEMBERS, '/admin/system'], 'a newcomer')

  const learner = await database.makePerson('student')
  const course = await database.makeCourse({ lessons: LESSONS })
  const finished = await database.makeCourse({ title: 'Baking bread', lessons: LESSONS })
  const later = await database.makeCourse({ title: 'Sailing', startDate: new Date(Date.now() + 1e10) })
  await database.enrollIn(learner, course, [0])
  await database.enrollIn(learner, finished, [0, 1])
  await database.enrollIn(learner, later)
  await database.archive(finished)
  await visit(
    learner,
    [
      '/dashboard',
      `/learn/${course.slug}`,
      ...course.lessons.map(({ id }) => `/learn/${course.slug}/${id}`),
      `/learn/${finished.slug}`,
      `/learn/${later.slug}`,
    ],
    'a learner',
  )
})

test('pages of teachers and admins are accessible, with data and empty', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const instructor = await database.makePerson('instructor')
  const draft = await database.makeCourse({
    instructor: instructor.userId,
    status: 'draft',
    lessons: LESSONS,
  })
  const teaching = await pageOf(instructor)
  for (const address of [
    `/learn/${draft.slug}`,
    `/learn/${draft.slug}/${draft.lessons[0]?.id}`,
    '/settings/account',
  ]) {
    await teaching.goto(address)
    await expectAccessible(teaching, `${address} of its teacher`)
  }

  await database.makePerson('instructor', { isApproved: false, fullName: 'Jun Abe' })
  await database.makeDeadJob()
  const letterId = await database.makeLetter('somebody@example.test')
  const admin = await pageOf(await database.makePerson('admin'))
  const webhook = await makeWebhook()
  for (const address of [
    '/admin/webhooks',
    `/admin/webhooks/${webhook.webhookId}`,
    `/admin/webhooks/${webhook.webhookId}/deliveries/${webhook.deliveryId}`,
    '/admin/instructors',
    '/admin/instructors?status=approved',
    '/admin/instructors?status=returned',
    '/admin/system?state=dead',
    '/admin/system?state=done',
    '/admin/system?to=nobody@example.test',
    `/admin/system/letters/${letterId}`,
  ]) {
    await admin.goto(address)
    await expectAccessible(admin, address)
  }
})

test('what opens over a page is accessible: menus, filters, dialogs', async ({
  page,
  pageOf,
  database,
  expectAccessible,
}) => {
  const person = await database.makePerson('student')
  const own = await pageOf(person)
  await own.goto('/dashboard')
  await own.getByRole('banner').getByLabel('Your account').click()
  await expectAccessible(own, 'the menu of the account')
  await own.getByRole('banner').getByLabel('Appearance').click()
  await expectAccessible(own, 'the choice of the appearance')

  await database.cookieOf(person.userId)
  await own.goto('/settings/security')
  await own.getByRole('button', { name: 'End all others' }).click()
  await expect(own.getByRole('alertdialog')).toBeVisible()
  await expectAccessible(own, 'the dialog that ends other sign-ins')

  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/courses')
  await page.getByRole('main').getByRole('button', { name: 'Filters' }).click()
  await expectAccessible(page, 'the filters on a phone')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Menu' }).click()
  await expectAccessible(page, 'the menu on a phone')

  await own.setViewportSize({ width: 390, height: 844 })
  await own.goto('/settings/profile')
  await own.getByRole('button', { name: 'Settings' }).click()
  await expectAccessible(own, 'the sidebar on a phone')
})
