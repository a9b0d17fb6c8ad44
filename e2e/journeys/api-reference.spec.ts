import { expect, test } from '../fixtures'
import { PASSWORD } from '../database'

test('a developer reads the reference, tries a call, and what comes back is shown', async ({
  page,
  database,
  expectAccessible,
}) => {
  const person = await database.makePerson('student')
  await page.goto('/')
  await page.getByRole('contentinfo').getByRole('link', { name: 'For developers' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'HTTP interface' })).toBeVisible()

  await page.getByRole('button', { name: 'Try it: Sign in by address or username, and password' }).click()
  const dialog = page.getByRole('dialog')
  const body = dialog.getByLabel('Body (JSON)')
  await body.fill('{ "email": ')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await expect(dialog.getByText('This is no valid JSON.')).toBeVisible()
  await body.fill(JSON.stringify({ email: person.username, password: PASSWORD }))
  await dialog.getByRole('button', { name: 'Send' }).click()
  await expect(dialog.getByText('200', { exact: true })).toBeVisible()
  await expectAccessible(page, 'a call that was tried')
  const { token } = JSON.parse(await dialog.getByText('"refreshToken"').innerText())
  await dialog.getByRole('button', { name: 'Close' }).click()

  await page.getByRole('button', { name: 'Try it: List your notifications, newest first' }).click()
  await dialog.getByLabel('Token', { exact: true }).fill(token)
  await dialog.getByRole('button', { name: 'Send' }).click()
  await expect(dialog.getByText('"nextCursor": null')).toBeVisible()
  await dialog.getByText('The same with curl').click()
  await expect(dialog.getByText('Authorization: Bearer $TOKEN')).toBeVisible()
  await expect(dialog.getByText(token)).toHaveCount(0)
})

test('the reference is whole without scripts', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL })
  const page = await context.newPage()
  await page.goto('/docs/api')
  await expect(page.getByRole('heading', { name: 'Authentication' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Webhooks' })).toBeVisible()
  const call = page.getByRole('article', { name: 'Make an account and sign its owner in' })
  await expect(call.getByText('/api/users/register')).toBeVisible()
  await expect(call.getByRole('listitem').getByText('birthYear', { exact: true })).toBeVisible()
  await expect(call.getByRole('button', { name: /Try it/ })).toBeHidden()
  await call.getByText('201').click()
  await expect(call.getByText('refreshToken', { exact: true })).toBeVisible()
  await context.close()
})
