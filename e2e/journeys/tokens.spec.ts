import { PASSWORD } from '../database'
import { expect, test } from '../fixtures'

test('a person makes a token for a program, sees it once, and takes it back', async ({
  pageOf,
  database,
  baseURL,
  expectAccessible,
}) => {
  const page = await pageOf(await database.makePerson('student'))
  const ask = (token: string | null) =>
    fetch(`${baseURL}/api/notifications`, { headers: { authorization: `Bearer ${token}` } })
  await page.goto('/settings/security')
  await expectAccessible(page, 'without a token')
  const form = page.getByRole('form', { name: 'New access token' })
  await form.getByLabel('Name of the new token').fill('Backup')
  await form.getByLabel('Read your account').check()
  await form.getByLabel('Your password').fill('not my password')
  await form.getByRole('button', { name: 'Make the token' }).click()
  await expect(form.getByLabel('Your password')).toBeFocused()
  await expect(form.getByLabel('Name of the new token')).toHaveValue('Backup')
  await form.getByLabel('Your password').fill(PASSWORD)
  await form.getByRole('button', { name: 'Make the token' }).click()
  const shown = form.getByText(/^tep_/)
  await expect(shown).toBeVisible()
  const token = await shown.textContent()
  await expectAccessible(page, 'with a new token')
  expect((await ask(token)).status).toBe(200)
  expect(
    (
      await fetch(`${baseURL}/api/courses/enroll`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
      })
    ).status,
  ).toBe(403)

  await page.reload()
  await expect(page.getByText(token ?? '')).toHaveCount(0)
  const row = page.getByRole('listitem').filter({ hasText: 'Backup' }).first()
  await expect(row).toContainText('Last used')
  await row.getByRole('button', { name: 'Revoke the token Backup' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect(row).toHaveCount(0)
  expect((await ask(token)).status).toBe(401)
})

test('without scripts a token is made and shown as well', async ({ database, browser, baseURL }) => {
  const person = await database.makePerson('instructor')
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL })
  await context.addCookies([await database.cookieOf(person.userId)])
  const page = await context.newPage()
  await page.goto('/settings/security')
  await page.getByLabel('Name of the new token').fill('Backup')
  await page.getByLabel('Write courses and lessons that you teach').check()
  await page.getByLabel('Your password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Make the token' }).click()
  await expect(page.getByText(/^tep_[\w-]{20,}$/)).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Backup' }).first()).toBeVisible()
  await context.close()
})
