import { PASSWORD, uniqueName } from '../database'
import { expect, test } from '../fixtures'
import { drawing } from '../pictures'

test.use({ javaScriptEnabled: false })

test('without scripts: register, verify, sign in, enrol, learn, leave, sign out', async ({
  page,
  database,
}) => {
  const username = uniqueName('plain')
  const email = `${username}@example.test`
  const course = await database.makeCourse()

  await test.step('a refused registration keeps what was typed and lists what is wrong', async () => {
    await page.goto('/register')
    await page.getByRole('radio', { name: /I want to learn/ }).check()
    await page.getByLabel('Full name').fill('Ana Ruiz')
    await page.getByLabel('Username').fill('admin')
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password', { exact: true }).fill('qwertyuiop')
    await page.getByLabel('Year of birth').fill('1994')
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(page.getByRole('alert').getByText('This name is kept for the academy')).toBeVisible()
    await expect(page.getByLabel('Full name')).toHaveValue('Ana Ruiz')
    await expect(page.getByLabel('Email')).toHaveValue(email)
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
    await expect(page.getByLabel('Username')).toHaveAttribute('aria-invalid', 'true')
  })

  await test.step('registers and verifies', async () => {
    await page.getByLabel('Username').fill(username)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(page).toHaveURL('/verify-email')
    await page.getByRole('button', { name: 'Send a new code' }).click()
    await expect(page.getByText('A new code is on its way')).toBeVisible()
    await page.getByLabel('Code').fill(await database.codeFor(email))
    await page.getByRole('button', { name: 'Confirm', exact: true }).click()
    await expect(page).toHaveURL('/dashboard')
  })

  await test.step('signs out, is asked to sign in to enrol, and comes back', async () => {
    await page.getByRole('banner').getByLabel('Your account').click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page).toHaveURL('/')
    await page.goto(`/courses/${course.slug}`)
    await page.getByRole('button', { name: 'Enrol for free' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in')
    await page.getByLabel('Email or username').fill(username)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('One more step')
  })

  await test.step('enrols, marks a lesson, undoes it, goes on', async () => {
    await page.getByRole('button', { name: 'Enrol', exact: true }).click()
    await expect(page).toHaveURL(`/learn/${course.slug}`)
    await page.getByRole('link', { name: 'Start the course' }).click()
    await page.getByRole('button', { name: 'Mark as done' }).click()
    await expect(page.getByText('You have done this lesson')).toBeVisible()
    await page.getByRole('button', { name: 'Mark as not done' }).click()
    await page.getByRole('button', { name: 'Done, next lesson' }).click()
    await expect(page.getByText('Lesson 2 of 3')).toBeVisible()
    await expect(page.getByText('33% of the course done')).toBeVisible()
  })

  await test.step('leaves the course by the dialog that is a popover here', async () => {
    await page.goto(`/learn/${course.slug}`)
    await page.getByText('Leave this course').click()
    await page.getByRole('button', { name: 'Leave and keep my progress' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Leave and keep my progress' }).click()
    await expect(page).toHaveURL('/dashboard')
    await expect(page.getByText('You are not in a course yet')).toBeVisible()
  })
})

test('without scripts: the settings', async ({ pageOf, database }) => {
  const person = await database.makePerson('student')
  const page = await pageOf(person)

  await test.step('profile: a refusal keeps the text, then it is saved', async () => {
    await page.goto('/settings/profile')
    await page.getByLabel('Full name').fill(' ')
    await page.getByLabel('In a few sentences').fill('I like maps.')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await expect(page.getByLabel('In a few sentences')).toHaveValue('I like maps.')
    await expect(page.getByLabel('Full name')).toHaveAttribute('aria-invalid', 'true')
    await page.getByLabel('Full name').fill('Ana Ruiz Vega')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await expect(page.getByText('Saved.')).toBeVisible()
  })

  await test.step('picture: sent as a plain form, and one that is none refused', async () => {
    const picture = page.locator('input[type=file]')
    await picture.setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('no picture') })
    await page.getByRole('button', { name: 'Use this picture' }).click()
    await expect(page.getByText('This kind of file is not accepted here')).toBeVisible()
    await picture.setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: await drawing() })
    await page.getByRole('button', { name: 'Use this picture' }).click()
    await expect(page.getByText('Your picture is saved.')).toBeVisible()
    await expect(page.getByRole('main').locator('img')).toHaveCount(1)
  })

  await test.step('account: appearance and username', async () => {
    await page.goto('/settings/account')
    await page.getByRole('main').getByRole('radio', { name: 'Dark' }).check()
    await page.getByLabel('Time zone').fill('Asia/Tokyo')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await expect(page.getByText('Saved.')).toBeVisible()
    await page.reload()
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await expect(page.getByLabel('Time zone')).toHaveValue('Asia/Tokyo')
    await page.getByLabel('Username').fill(`${person.username}-b`)
    await page.getByRole('button', { name: 'Change username' }).click()
    await expect(page.getByText('Your username is changed.')).toBeVisible()
  })

  await test.step('security: password, then out', async () => {
    await page.goto('/settings/security')
    await page.getByLabel('Current password').fill(PASSWORD)
    await page.getByLabel('New password').fill('brown foxes paint doors')
    await page.getByRole('button', { name: 'Change password' }).click()
    await expect(page.getByText('Your password is changed.')).toBeVisible()
    await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click()
    await page.goto('/settings/security')
    await expect(page).toHaveURL('/login?next=%2Fsettings%2Fsecurity')
  })
})
