import { PASSWORD, uniqueName } from '../database'
import { expect, test } from '../fixtures'

test('a teacher applies, is returned with a reason, asks again and is approved; letters say so', async ({
  page,
  as,
  database,
  expectAccessible,
}) => {
  const username = uniqueName('mara')
  const email = `${username}@example.test`
  // The list is by name, and other tests bring in dozens of instructors.
  const fullName = `Aada Solis of ${username}`
  const reason = 'Please write two sentences about what you taught before.'
  const admin = await as('admin')
  const application = admin.getByRole('listitem').filter({ hasText: `@${username}` })

  await test.step('registers to teach', async () => {
    await page.goto('/register?role=instructor')
    await expect(page.getByRole('radio', { name: /I want to teach/ })).toBeChecked()
    await page.getByLabel('Full name').fill(fullName)
    await page.getByLabel('Username').fill(username)
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByLabel('Year of birth').fill('1980')
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(page).toHaveURL('/verify-email')
    await page.getByLabel('Code').fill(await database.codeFor(email))
    await page.getByRole('button', { name: 'Confirm', exact: true }).click()
    await expect(page).toHaveURL('/instructor')
    await page.goto('/instructor/courses/new')
    await expect(page).toHaveURL('/instructor')
    await expect(page.getByText('Your application waits for the academy.')).toBeVisible()
    await expectAccessible(page, 'the place of who waits for approval')
    await page.goto('/settings/account')
    await expect(page.getByText('Your application waits for the academy.')).toBeVisible()
  })

  await test.step('an admin returns it; without a reason that is refused', async () => {
    await admin.goto('/admin/instructors')
    await application.getByRole('button', { name: `Return the application of ${fullName}` }).click()
    const dialog = admin.getByRole('dialog')
    await expectAccessible(admin, 'the dialog of a return')
    await dialog.getByRole('button', { name: 'Return the application' }).click()
    await expect(dialog.getByLabel('What is missing?')).toBeFocused()
    await dialog.getByLabel('What is missing?').fill('   ')
    await dialog.getByRole('button', { name: 'Return the application' }).click()
    await expect(dialog.getByLabel('What is missing?')).toHaveAttribute('aria-invalid', 'true')
    await dialog.getByLabel('What is missing?').fill(reason)
    await dialog.getByRole('button', { name: 'Return the application' }).click()
    await expect(application).toBeHidden()
    await admin.getByRole('link', { name: 'Returned' }).click()
    await expect(application.getByText(`Returned because: ${reason}`)).toBeVisible()
  })

  await test.step('the person reads why, completes the profile and asks again', async () => {
    expect((await database.newestLetter(email, 'instructorReturned'))?.text).toContain(reason)
    await page.reload()
    await expect(page.getByText(reason)).toBeVisible()
    await page.getByRole('link', { name: 'Profile', exact: true }).click()
    await page.getByLabel('In a few sentences').fill('I taught drawing for nine years.')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await expect(page.getByText('Saved.')).toBeVisible()
    await page.getByRole('link', { name: 'Account', exact: true }).click()
    await page.getByRole('button', { name: 'Ask again' }).click()
    await expect(page.getByText('Your application waits for the academy.')).toBeVisible()
  })

  await test.step('the admin approves', async () => {
    await admin.getByRole('link', { name: 'Waiting' }).click()
    await expect(application.getByText('I taught drawing for nine years.')).toBeVisible()
    await application.getByRole('button', { name: `Approve ${fullName}` }).click()
    await expect(application).toBeHidden()
    await page.reload()
    await expect(page.getByText('You are approved and can create courses.')).toBeVisible()
  })

  await test.step('the admin finds the letters and reads one as it looks', async () => {
    await admin.getByRole('link', { name: 'System' }).click()
    await admin.getByLabel('Letters to this address').fill(email)
    await admin.getByRole('button', { name: 'Show', exact: true }).click()
    const letters = admin.getByRole('table', { name: 'Letters, newest first' })
    await expect(letters.getByRole('row')).toHaveCount(4)
    await letters.getByRole('link', { name: 'You can teach now' }).click()
    await expect(admin.getByRole('heading', { level: 1 })).toHaveText('You can teach now')
    const look = admin.getByTitle('Letter as it looks').contentFrame()
    await expect(look.getByText('Your instructor account is approved.')).toBeVisible()
    await expect(look.getByRole('link', { name: 'Open the academy' })).toBeVisible()
    await expectAccessible(admin, 'a letter')
  })

  await test.step('the new instructor is introduced to everybody', async () => {
    await page.goto(`/u/${username}`)
    await expect(page.getByText('Instructor', { exact: true })).toBeVisible()
    await page.goto('/instructors')
    await expect(page.getByRole('main').getByRole('link', { name: fullName })).toBeVisible()
  })
})

test('two admins decide at once: one decision stands, the other is told', async ({ as, database }) => {
  const person = await database.makePerson('instructor', { isApproved: false, fullName: 'Jun Abe' })
  const [one, other] = [await as('admin'), await as('admin')]
  const rowIn = (page: typeof one) => page.getByRole('listitem').filter({ hasText: `@${person.username}` })
  await one.goto('/admin/instructors')
  await other.goto('/admin/instructors')
  await rowIn(one)
    .getByRole('button', { name: /^Approve/ })
    .click()
  await expect(rowIn(one)).toBeHidden()
  await rowIn(other)
    .getByRole('button', { name: /^Approve/ })
    .click()
  await expect(rowIn(other).getByText('Somebody has decided on this application meanwhile.')).toBeVisible()
})

test('a job that was given up is tried again', async ({ as, database }) => {
  await database.makeDeadJob()
  const admin = await as('admin')
  await admin.goto('/admin/system?state=dead#jobs')
  const row = admin
    .getByRole('table', { name: 'Jobs, last changed first' })
    .getByRole('row')
    .filter({ hasText: 'browserTest.nothing' })
  const before = await row.count()
  await row.first().getByRole('button', { name: /^Try/ }).click()
  await expect(row).toHaveCount(before - 1)
})
