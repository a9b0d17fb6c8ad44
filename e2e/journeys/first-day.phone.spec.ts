import { PASSWORD, uniqueName } from '../database'
import { expect, expectNoSidewaysScroll, test } from '../fixtures'

test('the first day on a phone: register, enrol, learn, go on', async ({ page, database }) => {
  const username = uniqueName('phone')
  await page.goto('/')
  await page.getByRole('button', { name: 'Menu' }).tap()
  await page.getByRole('group', { name: 'Menu' }).getByRole('link', { name: 'Create account' }).tap()
  await page.getByLabel('Full name').fill('Mei Lin')
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Email').fill(`${username}@example.test`)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByLabel('Year of birth').fill('1994')
  await expectNoSidewaysScroll(page)
  await page.getByRole('button', { name: 'Create account' }).tap()

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Confirm your email')
  await page.getByLabel('Code').fill(await database.codeFor(`${username}@example.test`))
  await page.getByRole('button', { name: 'Confirm', exact: true }).tap()
  await page.getByRole('link', { name: 'Find a course' }).tap()

  await page.getByRole('heading', { name: 'Reading numbers' }).getByRole('link').tap()
  await page.getByRole('button', { name: 'Enrol for free' }).tap()
  await page.getByRole('link', { name: 'Start the course' }).tap()
  await expect(page.getByText(/^Lesson 1 of/)).toBeVisible()
  await page.getByRole('button', { name: 'Done, next lesson' }).tap()
  await expect(page.getByText(/^Lesson 2 of/)).toBeVisible()
  await expectNoSidewaysScroll(page)

  await page.getByRole('button', { name: 'Course outline' }).tap()
  const outline = page.getByRole('navigation', { name: 'Course outline' })
  await expect(outline.getByText(/^1 of \d+ lessons done$/)).toBeVisible()
  await outline.getByRole('link', { name: 'Reading numbers' }).tap()
  await expect(outline).toBeHidden()
  await expect(page).toHaveURL('/learn/reading-numbers')
  await page.getByRole('banner').getByLabel('Your account').tap()
  await page.getByRole('banner').getByRole('link', { name: 'My learning' }).tap()
  await expect(page.getByRole('region', { name: 'Continue where you stopped' })).toBeVisible()
})

const PUBLIC = [
  '/',
  '/courses',
  '/courses?q=numbers&level=Beginner&sort=popular',
  '/courses?q=nothing+at+all',
  '/courses/how-the-web-works',
  '/courses/category/technology',
  '/instructors',
  '/u/tomas',
  '/login?error=account.ticket_spent',
  '/register',
  '/forgot-password',
  '/reset-password',
  '/legal/privacy',
  '/legal/terms',
  '/nowhere',
]
const OWN = [
  '/dashboard',
  '/verify-email',
  '/settings/profile',
  '/settings/account',
  '/settings/security',
  '/admin/system',
]
const ADMINS = ['/admin/instructors', '/admin/instructors?status=approved', '/admin/system']
/** From the narrowest phone on (320 px) to a tablet. */
const WIDTHS = [320, 390, 768]

test('no page is wider than the screen, for anybody', async ({ page, pageOf, database }) => {
  test.setTimeout(180_000)
  const course = await database.makeCourse({
    title: 'Donaudampfschifffahrtsgesellschaftskapitänsmützenverordnung',
    lessons: [
      { title: 'Rechtsschutzversicherungsgesellschaftenverband', isPreview: true, body: wideBody() },
      { title: 'Pneumonoultramicroscopicsilicovolcanoconiosis', body: wideBody() },
    ],
  })
  const learner = await database.makePerson('student', { isVerified: false, fullName: 'N'.repeat(80) })
  await database.enrollIn(learner, course)
  await database.makePerson('instructor', { isApproved: false, fullName: 'W'.repeat(80) })
  await database.makeDeadJob()
  const first = course.lessons[0]?.id
  const pages = [
    {
      own: page,
      addresses: [...PUBLIC, `/courses/${course.slug}`, `/courses/${course.slug}/preview/${first}`],
    },
    {
      own: await pageOf(learner),
      addresses: [...OWN, `/learn/${course.slug}`, `/learn/${course.slug}/${first}`],
    },
    { own: await pageOf(await database.makePerson('admin')), addresses: ADMINS },
  ]
  for (const { own, addresses } of pages) {
    for (const address of addresses) {
      await own.goto(address)
      for (const width of WIDTHS) {
        await own.setViewportSize({ width, height: 844 })
        await expectNoSidewaysScroll(own)
      }
    }
  }
})

/** What sticks out at the side of a narrow screen when nobody thought of it. */
function wideBody(): string {
  return [
    '## Ein sehr langes Wort',
    `Text ${'a'.repeat(200)} Text und https://example.org/${'pfad/'.repeat(40)}`,
    '```js\n' + `const line = '${'x'.repeat(300)}'` + '\n```',
    '| a | b | c | d | e | f |\n|---|---|---|---|---|---|\n' +
      '| langes Feld | noch ein langes Feld | und | noch | eines | mehr |\n'.repeat(3),
    `$$\n${Array.from({ length: 40 }, (_, index) => `x_{${index}}`).join(' + ')} = 0\n$$`,
  ].join('\n\n')
}
