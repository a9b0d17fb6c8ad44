import { PASSWORD, uniqueName } from '../database'
import { expect, test } from '../fixtures'
import { drawing } from '../pictures'

test('a picture is chosen, cut, shown everywhere and removed', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const person = await database.makePerson('student', { fullName: 'Lea Brandt' })
  const page = await pageOf(person)
  await page.goto('/settings/profile')
  const choose = page.getByLabel('Choose a picture')

  await choose.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('notes') })
  await expect(page.getByText('This kind of file is not accepted here')).toBeVisible()

  await choose.setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: await drawing() })
  const square = page.getByLabel('The part of the picture that is shown').first()
  await expect(square).toBeVisible()
  await expectAccessible(page, 'the cutting of a picture')
  await square.focus()
  for (let press = 0; press < 12; press += 1) await page.keyboard.press('Shift+ArrowLeft')
  await page.getByRole('button', { name: 'Use this picture' }).click()
  await expect(page.getByText('Your picture is saved.')).toBeVisible()

  const shown = page.getByRole('main').locator('img[src*="/api/uploads/public/"]')
  await expect(shown).toBeVisible()
  const address = await shown.getAttribute('src')
  const kept = await page.request.get(address ?? '')
  expect(kept.status()).toBe(200)
  const { default: sharp } = await import('sharp')
  const { info } = await sharp(await kept.body())
    .raw()
    .toBuffer({ resolveWithObject: true })
  expect(info.width).toBe(info.height)
  // Moved to the left, the square holds more of the green half than of the yellow one.
  const corner = await sharp(await kept.body())
    .extract({ left: info.width - 40, top: 5, width: 8, height: 8 })
    .removeAlpha()
    .raw()
    .toBuffer()
  const left = await sharp(await kept.body())
    .extract({ left: Math.floor(info.width / 2), top: 5, width: 8, height: 8 })
    .removeAlpha()
    .raw()
    .toBuffer()
  expect(corner[0], 'yellow at the right').toBeGreaterThan(200)
  expect(left[0], 'green in the middle').toBeLessThan(100)

  await page.goto(`/u/${person.username}`)
  await expect(page.getByRole('main').locator(`img[src="${address}"]`)).toBeVisible()

  await page.goto('/settings/profile')
  await page.getByRole('button', { name: 'Remove picture' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Remove your picture?' })
  await expectAccessible(page, 'the dialog of a removal')
  await dialog.getByRole('button', { name: 'Remove picture' }).click()
  await expect(shown).toBeHidden()
  await page.goto(`/u/${person.username}`)
  await expect(page.getByRole('main').locator('img')).toHaveCount(0)
})

test('time zone and appearance are kept, and no page flashes in the other one', async ({
  pageOf,
  database,
}) => {
  const person = await database.makePerson('student')
  const page = await pageOf(person, { colorScheme: 'light' })
  await page.goto('/settings/account')
  await page.getByLabel('Time zone').fill('Atlantis/Deep')
  await page.getByRole('main').getByRole('radio', { name: 'Dark' }).check()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByText('Choose a time zone from the list.')).toBeVisible()
  await page.getByLabel('Time zone').fill('Asia/Tokyo')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')

  for (const address of ['/settings/account', '/courses', '/']) {
    const answer = await page.goto(address)
    expect(await answer?.text(), `${address} arrives dark`).toMatch(/<html[^>]* data-theme="dark"/)
    await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark')
  }
  await page.goto('/settings/account')
  await expect(page.getByLabel('Time zone')).toHaveValue('Asia/Tokyo')

  await test.step('another device takes the appearance over at sign-in', async () => {
    const other = await pageOf(null, { colorScheme: 'light' })
    await other.goto('/login')
    await other.getByLabel('Email or username').fill(person.username)
    await other.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await other.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(other).toHaveURL('/dashboard')
    await other.reload()
    await expect(other.locator('html')).toHaveAttribute('data-theme', 'dark')
  })
})

test('a new username leads on from the old address', async ({ pageOf, database }) => {
  const person = await database.makePerson('student', { fullName: 'Ada Weber' })
  const taken = await database.makePerson('student')
  const page = await pageOf(person)
  expect((await page.request.get(`/u/${person.username}`)).status()).toBe(200)
  await page.goto('/settings/account')
  await page.getByLabel('Username').fill(taken.username)
  await page.getByRole('button', { name: 'Change username' }).click()
  await expect(page.getByText('This username is taken.')).toBeVisible()
  await expect(page.getByLabel('Username')).toBeFocused()
  const username = uniqueName('countess')
  await page.getByLabel('Username').fill(username)
  await page.getByRole('button', { name: 'Change username' }).click()
  await expect(page.getByText('Your username is changed.')).toBeVisible()

  const old = await page.request.get(`/u/${person.username}`, { maxRedirects: 0 })
  expect([old.status(), old.headers()['location']]).toEqual([308, `/u/${username}`])
  await page.goto(`/u/${person.username}`)
  await expect(page).toHaveURL(`/u/${username}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ada Weber')
})

test('a new address is confirmed at the new one and told to the old one', async ({ pageOf, database }) => {
  const person = await database.makePerson('student')
  const email = `${uniqueName('new')}@example.test`
  const page = await pageOf(person)
  await page.goto('/settings/account')
  await page.getByLabel('New address').fill(email)
  await page.getByLabel('Current password').fill('not my password')
  await page.getByRole('button', { name: 'Send a code' }).click()
  await expect(page.getByText('This is not your current password.')).toBeVisible()
  await expect(page.getByLabel('New address')).toHaveValue(email)
  await page.getByLabel('Current password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Send a code' }).click()
  await expect(page.getByText(`We sent a code to ${email}.`)).toBeVisible()
  await page.getByLabel('Code').fill(await database.codeFor(email, 'changeEmail'))
  await page.getByRole('button', { name: 'Confirm the address' }).click()
  await expect(page.getByText(`You sign in and get letters with ${email}.`)).toBeVisible()
  await expect
    .poll(async () => (await database.newestLetter(person.email, 'emailChanged'))?.text)
    .toContain(email)
})

test('a sign-in is ended from another device, alone or with all others', async ({ pageOf, database }) => {
  const person = await database.makePerson('student')
  const here = await pageOf(person)
  const there = await pageOf(person)
  const third = await pageOf(person)
  for (const page of [here, there, third]) {
    await page.goto('/settings/security')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Security')
  }
  await here.reload()
  const rows = here.getByRole('main').getByRole('listitem')
  await expect(rows).toHaveCount(3)
  await rows
    .filter({ hasNotText: 'This device' })
    .first()
    .getByRole('button', { name: /^End the sign-in/ })
    .click()
  await expect(rows).toHaveCount(2)
  await here.getByRole('button', { name: 'End all others' }).click()
  await here.getByRole('alertdialog').getByRole('button', { name: 'End all others' }).click()
  await expect(rows).toHaveCount(1)
  for (const page of [there, third]) {
    await page.goto('/dashboard')
    await expect(page).toHaveURL('/login?next=%2Fdashboard')
  }
  await here.reload()
  await expect(here.getByText('You are signed in on this device only.')).toBeVisible()
})
