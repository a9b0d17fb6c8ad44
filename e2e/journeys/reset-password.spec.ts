import { PASSWORD, uniqueName } from '../database'
import { expect, test } from '../fixtures'

test('a forgotten password is set anew by the mailed link, once, and ends every sign-in', async ({
  page,
  pageOf,
  database,
}) => {
  const person = await database.makePerson('student')
  const elsewhere = await pageOf(person)
  await elsewhere.goto('/dashboard')
  const letter = async () => (await database.newestLetter(person.email, 'passwordReset'))?.text ?? ''

  await page.goto('/login')
  await page.getByRole('link', { name: 'Forgotten password?' }).click()
  await page.getByLabel('Email', { exact: true }).fill(person.email)
  await page.getByRole('button', { name: 'Send the link' }).click()
  await expect(page.getByText('a letter with the link is on its way')).toBeVisible()
  await expect.poll(letter).toContain('/reset-password')
  const link = /http:\S+\/reset-password\S+/.exec(await letter())?.[0] ?? ''

  await page.goto(link)
  const password = `${uniqueName('new')} words at dawn`
  await page.getByLabel('New password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.getByText('Your new password is set.')).toBeVisible()
  await page.getByLabel('Email or username').fill(person.username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL('/dashboard')

  await elsewhere.reload()
  await expect(elsewhere).toHaveURL('/login?next=%2Fdashboard')

  await page.context().clearCookies()
  await page.goto(link)
  await expect(page.getByText('This link does not work any more')).toBeVisible()
})

test('asking for an address without an account says the same and writes no letter', async ({
  page,
  database,
}) => {
  const address = `${uniqueName('nobody')}@example.test`
  await page.goto('/forgot-password')
  await page.getByLabel('Email', { exact: true }).fill(address)
  await page.getByRole('button', { name: 'Send the link' }).click()
  await expect(page.getByText('a letter with the link is on its way')).toBeVisible()
  expect(await database.newestLetter(address)).toBeNull()
})

test('a wrong password and an unknown name are refused with the same words, and what was typed stays', async ({
  page,
  database,
}) => {
  const person = await database.makePerson('student')
  await page.goto('/login')
  for (const [name, password] of [
    [person.username, 'not this one at all'],
    [uniqueName('nobody'), PASSWORD],
  ] as const) {
    await page.getByLabel('Email or username').fill(name)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByText('do not belong together').first()).toBeVisible()
    await expect(page.getByLabel('Email or username')).toHaveValue(name)
  }
})
